package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.check.Check;
import illumiomonitor.engine.check.Checkup;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pull.SourceHealths;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.time.LabClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of Zeek's logs in place of a PCE, from the configuration to the alert. */
class ZeekRunTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT);

    private Path logs(int knocks, String more) throws IOException {
        StringBuilder log =
                new StringBuilder(
                        "#separator \\x09\n"
                                + "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto"
                                + "\tduration\torig_bytes\tresp_bytes\tconn_state\n");
        for (int n = 1; n <= knocks; n++) {
            log.append(
                    "%d\t10.0.0.5\t%d\t10.0.0.9\t%d\ttcp\t-\t-\t-\tS0\n"
                            .formatted(EIGHT.getEpochSecond() - 100 + n, 40_000 + n, 1_000 + n));
        }
        Path logs = Files.createDirectories(folder.resolve("logs/2026-07-01"));
        Files.writeString(logs.resolve("conn.log"), log + more);
        return logs.getParent();
    }

    private static final String RULE =
            """
            rule "knocks/many"
                @title("Knocks") @severity(LOW) @window("10m") @threshold(15)
            when
                FanOut( dstIp != "", unansweredPorts >= 15, $src : srcIp, $n : unansweredPorts )
            then
                findings.add($src, "%s knocked at %d ports", $src, $n);
            end
            """;

    @Test
    void a_folder_of_logs_is_stored_and_judged_like_a_pces_traffic() throws Exception {
        try (Installation monitor =
                new Installation(folder, clock)
                        .watchesLogs("sensor1", logs(20, ""))
                        .rule("knocks", RULE)
                        .open()) {
            List<RunResult> runs = monitor.run();

            assertThat(runs).extracting(RunResult::result).containsExactly("OK");
            assertThat(monitor.number("count(*), 0) from increment")).isEqualTo(20);
            assertThat(monitor.ask("select subject from finding", String.class))
                    .containsExactly("10.0.0.5");

            monitor.run();
            assertThat(monitor.number("sum(connections), 0) from increment"))
                    .as("read again, and counted once")
                    .isEqualTo(20);
        }
    }

    @Test
    void a_connection_over_midnight_is_counted_once_however_often_it_is_asked_for()
            throws Exception {
        long eight = EIGHT.getEpochSecond();
        Path logs =
                logs(
                        0,
                        "%d\t10.0.0.5\t40000\t10.0.0.9\t443\ttcp\t%d\t7\t8\tSF\n"
                                .formatted(eight - 36_000, 36_000 - 60));
        try (Installation monitor =
                new Installation(folder, clock).watchesLogs("sensor1", logs).open()) {
            clock.set(EIGHT.minus(Duration.ofHours(12)));
            monitor.run();
            clock.set(EIGHT.minus(Duration.ofMinutes(5)));
            monitor.run();
            clock.set(EIGHT);
            monitor.run();
            // Once an hour six hours are asked for; in between the day is let go.
            for (int hour = 1; hour <= 6; hour++) {
                clock.advance(Duration.ofMinutes(5));
                monitor.run();
                clock.advance(Duration.ofMinutes(50));
                monitor.run();
                clock.advance(Duration.ofMinutes(5));
                monitor.run();
            }

            assertThat(monitor.number("sum(connections), 0) from increment")).isEqualTo(1);
        }
    }

    @Test
    void a_run_says_which_lines_were_no_connections() throws Exception {
        List<String> said = new ArrayList<>();
        try (Installation monitor =
                new Installation(folder, clock)
                        .watchesLogs("sensor1", logs(2, "what is this\n"))
                        .open()) {
            monitor.engine()
                    .runNow(
                            monitor.engine().cycles().get(0),
                            RunOptions.MANUAL,
                            new Journal() {
                                @Override
                                public void info(String text) {}

                                @Override
                                public void warn(String text) {
                                    said.add(text);
                                }
                            });

            assertThat(said)
                    .anySatisfy(
                            line ->
                                    assertThat(line)
                                            .contains("conn.log: 1 lines are no connections")
                                            .contains("line 5"));
            assertThat(monitor.number("count(*), 0) from increment")).isEqualTo(2);
        }
    }

    @Test
    void a_tick_before_all_that_is_kept_says_so() throws Exception {
        List<String> said = new ArrayList<>();
        try (Installation monitor =
                new Installation(folder, clock).watchesLogs("sensor1", logs(1, "")).open()) {
            clock.advance(Duration.ofDays(400));
            monitor.engine()
                    .cycles()
                    .get(0)
                    .run(
                            EIGHT,
                            RunOptions.MANUAL,
                            new Journal() {
                                @Override
                                public void info(String text) {}

                                @Override
                                public void warn(String text) {
                                    said.add(text);
                                }
                            });
        }

        assertThat(said).anySatisfy(line -> assertThat(line).contains("set keep.flows higher"));
    }

    @Test
    void a_sensor_that_never_has_events_is_not_quiet() throws Exception {
        try (Installation monitor =
                new Installation(folder, clock).watchesLogs("sensor1", logs(1, "")).open()) {
            monitor.run();
            clock.advance(Duration.ofHours(5));
            monitor.run();

            assertThat(new SourceHealths(monitor.engine().store()).asOf(1, clock.instant()))
                    .filteredOn(health -> health.kind().equals("EVENTS"))
                    .allSatisfy(health -> assertThat(health.quiet()).isZero())
                    .isNotEmpty();
        }
    }

    @Test
    void the_checkup_looks_at_logs_too() throws Exception {
        try (Installation monitor =
                new Installation(folder, clock).watchesLogs("sensor1", logs(3, "")).open()) {
            List<Check> checks = new Checkup(monitor.engine()).work(Journal.none());

            assertThat(checks)
                    .anySatisfy(
                            check -> assertThat(check.text()).startsWith("3 rows in the last 5"));
        }
    }

    @Test
    void an_unknown_kind_and_an_absent_path_are_told_when_it_opens() throws Exception {
        Path absent = folder.resolve("nowhere");

        assertThatThrownBy(() -> new Installation(folder, clock).watchesLogs("s", absent).open())
                .hasMessageContaining("nowhere, which is not there");
    }
}
