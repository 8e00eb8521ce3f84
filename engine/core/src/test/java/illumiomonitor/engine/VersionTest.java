package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import illumiomonitor.engine.check.Check;
import illumiomonitor.engine.check.Checkup;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.query.QueryTrouble;
import illumiomonitor.lab.time.LabClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a PCE's counters count is believed of the version that showed it. */
class VersionTest {

    @TempDir Path folder;

    private final LabClock clock = new LabClock(Instant.parse("2026-07-01T08:00:00Z"));
    private Lab lab;
    private Installation monitor;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.empty(clock).start();
        lab.habits().version("25.2.10");
        monitor = new Installation(folder, clock).watches("hq", lab).open();
        proven("");
    }

    @AfterEach
    void stop() {
        monitor.close();
        lab.close();
    }

    private void proven(String version) {
        monitor.engine()
                .store()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "update pce set counters = 'BUCKET', counters_proof = 'seen', version = ?",
                                        version));
    }

    private String pce(String column) {
        return monitor.ask("select " + column + " from pce", String.class).get(0);
    }

    @Test
    void a_proof_under_a_version_that_nobody_knew_holds_for_the_one_that_a_run_learns()
            throws Exception {
        monitor.run();

        assertThat(pce("version")).isEqualTo("25.2.10");
        assertThat(pce("counters")).isEqualTo("BUCKET");
    }

    @Test
    void a_run_notices_another_version_within_the_hour_and_proves_anew() throws Exception {
        monitor.run();
        lab.habits().version("25.4.0");
        clock.advance(Duration.ofMinutes(30));
        monitor.run();
        assertThat(pce("version")).isEqualTo("25.2.10");

        clock.advance(Duration.ofMinutes(30));
        monitor.run();

        assertThat(pce("version")).isEqualTo("25.4.0");
        assertThat(pce("counters_proof")).isNotEqualTo("seen");
    }

    @Test
    void the_first_run_of_a_process_notices_it_at_once() throws Exception {
        proven("24.5.1");

        monitor.run();

        assertThat(pce("version")).isEqualTo("25.2.10");
        assertThat(pce("counters_proof")).isNotEqualTo("seen");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void a_pce_that_does_not_say_its_version_is_asked_everything_else_and_this_hourly(int status)
            throws Exception {
        lab.faults().on(Match.version()).always().answer(status);
        for (int minutes = 0; minutes < 60; minutes += 5) {
            assertThat(monitor.run()).allMatch(run -> run.result().equals("OK"));
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(lab.requests().count(Match.version())).isEqualTo(1);
        assertThat(lab.requests().count(Match.health())).isEqualTo(12);
        assertThat(monitor.run()).allMatch(run -> run.result().equals("OK"));
        assertThat(warnings()).as("said once, although asked twice").hasSize(1);
        lab.faults().clear();
        clock.advance(Duration.ofHours(1));

        monitor.run();

        assertThat(pce("version")).isEqualTo("25.2.10");
    }

    private List<String> warnings() {
        return monitor.ask(
                "select message from run_log where message like 'PCE hq does not say its version: %'",
                String.class);
    }

    @Test
    void a_check_answers_while_a_pull_waits_for_its_query() throws Exception {
        lab.queries().next(QueryTrouble.STUCK);
        Thread run = new Thread(this::runUntilStopped, "stuck-run");
        run.start();
        try {
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> lab.requests().count(Match.poll()) > 0);
            lab.habits().version("25.4.0");

            List<Check> checks =
                    CompletableFuture.supplyAsync(this::checks).get(60, TimeUnit.SECONDS);

            assertThat(run.isAlive()).isTrue();
            assertThat(checks).filteredOn(check -> check.topic().equals("traffic")).hasSize(1);
            assertThat(pce("version")).isEqualTo("25.4.0");
        } finally {
            run.interrupt();
            run.join();
        }
    }

    private void runUntilStopped() {
        try {
            monitor.engine()
                    .runNow(monitor.engine().cycles().get(0), RunOptions.MANUAL, Journal.none());
        } catch (InterruptedException e) {
            // The test has seen enough.
        }
    }

    private List<Check> checks() {
        try {
            return new Checkup(monitor.engine()).work(Journal.none());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody stops a check", e);
        }
    }
}
