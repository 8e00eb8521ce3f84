package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.web.service.RunRequest;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever has cron start each run has no service that deletes what is kept no longer. */
class OneShotUpkeepTest extends Watching {

    private final LabClock clock = LabClock.at("2026-07-01T08:00:00Z");

    @BeforeEach
    void a_flow_of_the_first_of_july() throws Exception {
        Files.createDirectories(folder.resolve("rules"));
        watch(clock);
        lab.traffic()
                .add(
                        Connection.of("10.0.0.5", "10.0.0.9", 445)
                                .at(clock.instant().minusSeconds(60))
                                .count(7));
        service.run(RunRequest.now(), Journal.none());
        assertThat(flows()).isOne();
    }

    @Test
    void a_run_deletes_what_is_kept_no_longer() throws Exception {
        clock.advance(Duration.ofDays(60));

        service.run(RunRequest.now(), Journal.none());

        assertThat(flows()).isZero();
    }

    @Test
    void a_dry_run_deletes_nothing() throws Exception {
        clock.advance(Duration.ofDays(60));

        service.run(RunRequest.trial(), Journal.none());

        assertThat(flows()).isOne();
    }

    private long flows() {
        return engine.store()
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("select count(*) from flow")
                                        .mapTo(long.class)
                                        .one());
    }
}
