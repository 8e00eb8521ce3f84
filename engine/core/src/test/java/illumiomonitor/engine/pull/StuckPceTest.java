package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.pce.LabPce;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.pce.PceClient;
import illumiomonitor.engine.pce.PceRegister;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.query.QueryTrouble;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.spi.SourceException.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PCE that works on its queries and never ends one. */
class StuckPceTest {

    private static final Instant TICK = Instant.parse("2026-07-01T10:00:00Z");
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @TempDir private Path folder;

    private final LabClock clock = new LabClock(TICK);

    @Test
    void holds_up_a_run_for_one_deadline_however_often_it_could_be_asked_again() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Store store = Store.open(H2.file(folder.resolve("monitor")));
                PceClient client = client(lab)) {
            lab.queries()
                    .next(
                            Collections.nCopies(100, QueryTrouble.STUCK)
                                    .toArray(new QueryTrouble[0]));
            Puller puller = puller(store, client);

            long start = System.nanoTime();
            PullReport report = puller.traffic(TICK, 1, Journal.none());
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(report.problem()).isEqualTo(Problem.QUERY_FAILED);
            assertThat(report.reason()).contains("had no answer in time");
            assertThat(lab.queries().created()).isEqualTo(1);
            assertThat(took).isGreaterThanOrEqualTo(DEADLINE).isLessThan(DEADLINE.multipliedBy(4));
        }
    }

    /** The first half takes what is left, and nothing is asked after it. */
    @Test
    void leaves_no_time_for_more_parts_of_a_question_that_failed_before() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Store store = Store.open(H2.file(folder.resolve("monitor")));
                PceClient client = client(lab)) {
            lab.queries().next(QueryTrouble.FAILED, QueryTrouble.FAILED);
            lab.queries()
                    .next(
                            Collections.nCopies(100, QueryTrouble.STUCK)
                                    .toArray(new QueryTrouble[0]));

            PullReport report = puller(store, client).traffic(TICK, 1, Journal.none());

            assertThat(report.problem()).isEqualTo(Problem.QUERY_FAILED);
            assertThat(lab.queries().created()).as("twice the whole, once a part").isEqualTo(3);
        }
    }

    private static Config.Pull settings() {
        Config.Pull d = Config.Pull.defaults();
        return new Config.Pull(
                d.settle(),
                d.overlap(),
                DEADLINE,
                100_000,
                d.spreadAfter(),
                d.maxResults(),
                d.firstRun(),
                "bucket",
                d.ownNoise(),
                d.minFreeDisk());
    }

    private PceClient client(Lab lab) {
        return new PceClient(
                LabPce.of(lab), settings(), clock, folder.resolve("spool"), Pace.brisk());
    }

    private Puller puller(Store store, PceClient client) {
        return new Puller(
                store,
                new PceRegister(store).idOf("lab", TICK),
                "lab",
                client,
                client,
                settings(),
                Config.Keep.defaults(),
                Grid.every(Duration.ofMinutes(5)),
                clock);
    }
}
