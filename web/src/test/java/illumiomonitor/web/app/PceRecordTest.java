package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.web.service.RecordReport;
import illumiomonitor.web.service.RecordRequest;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PceRecordTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT);
    private Lab lab;
    private Service service;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.empty(clock).start();
        lab.habits().requestsPerMinute(100_000);
        lab.estate().workload("web-1", "10.0.0.5", "role=Web", "env=Prod");
        for (int i = 0; i < 5; i++) {
            lab.traffic()
                    .add(Connection.of("10.0.0.5", "10.0.1." + i, 445).at(minutesAgo(5 + 90 * i)));
        }
        lab.events().add(LabEvent.of(minutesAgo(7), "agent.tampering"));
        Files.createDirectories(folder.resolve("rules"));
        Path config = folder.resolve("monitor.yaml");
        Files.writeString(
                config,
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                pull: {requests-per-minute: 100000}
                rules: {dir: rules}
                channels: []
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));
        service = EngineService.owning(Engine.open(ConfigFile.load(config, Map.of()), clock));
    }

    private static Instant minutesAgo(int minutes) {
        return EIGHT.minusSeconds(60L * minutes);
    }

    @AfterEach
    void stop() {
        service.close();
        lab.close();
    }

    private RecordReport record(Duration last, Duration step) throws Exception {
        return service.record(
                new RecordRequest(null, folder.resolve("saved").toString(), true, last, step),
                Journal.none());
    }

    @Test
    void the_report_counts_what_was_saved() throws Exception {
        RecordReport report = record(Duration.ofHours(4), Duration.ofHours(1));

        assertThat(report.flows())
                .as("07:55, 06:25 and 04:55, which the step after its own saw too")
                .isEqualTo(4);
        assertThat(report.events()).isEqualTo(1);
        assertThat(report.workloads()).isEqualTo(1);
        assertThat(report.labels()).isEqualTo(2);
        assertThat(report.files())
                .as("4 hours, health, version, labels, workloads, events, meta")
                .isEqualTo(4 + 6);
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void a_shorter_past_in_shorter_steps_is_what_was_asked_for() throws Exception {
        RecordReport report = record(Duration.ofMinutes(30), Duration.ofMinutes(10));

        assertThat(report.flows()).as("seen within half an hour before each end").isEqualTo(1);
        assertThat(report.files()).isEqualTo(3 + 6);
    }

    @Test
    void a_pce_without_health_is_recorded_and_the_report_says_so() throws Exception {
        lab.health().tells(false);

        RecordReport report = record(Duration.ofHours(1), Duration.ofHours(1));

        assertThat(report.notes()).singleElement().asString().contains("/health");
        assertThat(report.files()).isEqualTo(1 + 5);
    }

    @Test
    void no_length_at_all_is_refused() {
        assertThatThrownBy(() -> record(Duration.ZERO, Duration.ofHours(1)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("--last");
    }
}
