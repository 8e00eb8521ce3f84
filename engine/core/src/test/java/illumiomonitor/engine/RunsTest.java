package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.Past;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.time.LabClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs beside and after one another. */
class RunsTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT);

    @Test
    void of_two_runs_of_one_pce_the_second_waits_for_the_first() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor = new Installation(folder, clock).watches("hq", lab).open()) {
            lab.faults().on(Match.download()).times(1).slow(Duration.ofMillis(300));
            Cycle cycle = monitor.engine().cycles().get(0);

            CompletableFuture<RunResult> one = run(monitor.engine(), cycle);
            CompletableFuture<RunResult> other = run(monitor.engine(), cycle);

            assertThat(one.get(60, TimeUnit.SECONDS).result()).isEqualTo("OK");
            assertThat(other.get(60, TimeUnit.SECONDS).result()).isEqualTo("OK");
            assertThat(among(monitor.engine()))
                    .as("pulls of the second run among those of the first")
                    .isZero();
        }
    }

    private static long among(Engine engine) {
        return engine.store()
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select count(*)
                                                  from pull a
                                                  join pull b on b.run > a.run and b.pull_id < a.pull_id
                                                """)
                                        .mapTo(Long.class)
                                        .one());
    }

    private static CompletableFuture<RunResult> run(Engine engine, Cycle cycle) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return engine.runNow(cycle, RunOptions.MANUAL, Journal.none());
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void a_dry_run_of_a_tick_does_not_keep_it_from_being_run() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor = new Installation(folder, clock).watches("hq", lab).open()) {
            Engine engine = monitor.engine();
            Cycle cycle = engine.cycles().get(0);
            Past past = new Past(cycle, engine.runs(), engine.grid());

            assertThat(engine.runNow(cycle, RunOptions.DRY, Journal.none()).result())
                    .isEqualTo("OK");
            assertThat(past.remaining(EIGHT, EIGHT)).containsExactly(EIGHT);

            engine.runNow(cycle, RunOptions.MANUAL, Journal.none());
            assertThat(past.remaining(EIGHT, EIGHT)).isEmpty();
        }
    }
}
