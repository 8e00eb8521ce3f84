package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.check.Check;
import illumiomonitor.engine.check.Checkup;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckupTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT);

    private static String text(List<Check> checks, String topic) {
        return checks.stream()
                .filter(check -> check.topic().equals(topic))
                .map(check -> check.text() + " -> " + check.advice())
                .findFirst()
                .orElse("");
    }

    private List<Check> checks(Installation monitor) throws InterruptedException {
        return new Checkup(monitor.engine()).work(Journal.none());
    }

    @Test
    void a_new_installation_is_told_what_the_pce_will_bring() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor = new Installation(folder, clock).watches("hq", lab).open()) {
            for (int n = 1; n <= 7; n++) {
                lab.traffic()
                        .add(
                                Connection.of("10.0.0." + n, "10.0.1.1", 443)
                                        .at(EIGHT.minus(Duration.ofMinutes(n))));
            }

            List<Check> before = checks(monitor);
            assertThat(text(before, "traffic"))
                    .startsWith("5 rows in the last 5 minutes; a pull takes about ")
                    .contains("nothing was pulled in the last day");
            assertThat(text(before, "counters")).startsWith("unproven");
            assertThat(text(before, "tls")).endsWith("write pce.url with https");

            monitor.run();
            assertThat(text(checks(monitor), "traffic"))
                    .startsWith("5 rows in the last 5 minutes; a pull takes about ")
                    .contains("1 pulls with 7 increments in the last day");
        }
    }

    @Test
    void a_clock_that_is_behind_is_not_called_ahead() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor = new Installation(folder, clock).watches("hq", lab).open()) {
            lab.skew(Duration.ofMinutes(-2));

            assertThat(text(checks(monitor), "clock")).contains(" s behind this machine's");
        }
    }
}
