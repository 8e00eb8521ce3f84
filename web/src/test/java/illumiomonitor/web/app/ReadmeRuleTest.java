package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.web.service.AlertFilter;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.RunRequest;
import illumiomonitor.web.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README tells people to write works when it is copied. */
class ReadmeRuleTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    private static final Pattern RULE =
            Pattern.compile("```java\\n(package .*?)```", Pattern.DOTALL);
    private static final Path README = Path.of("../README.md");

    @TempDir Path folder;

    private static String rule() throws Exception {
        Matcher rule = RULE.matcher(Files.readString(README));
        assertThat(rule.find()).as("README.md shows a rule").isTrue();
        return rule.group(1);
    }

    @ParameterizedTest
    @CsvSource({"9, 0", "10, 1"})
    void the_rule_fires_at_its_threshold_when_it_is_dropped_into_the_folder(
            int connections, int alerts) throws Exception {
        LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
        try (Lab lab = Lab.empty(clock).start();
                Service service = service(lab, clock)) {
            service.run(RunRequest.now(), Journal.none());
            Files.writeString(folder.resolve("rules/own.drl"), rule());
            clock.set(EIGHT);
            lab.traffic()
                    .add(
                            Connection.of("10.0.0.5", "10.0.0.9", 3389)
                                    .at(EIGHT.minusSeconds(60))
                                    .count(connections)
                                    .blocked());

            service.run(RunRequest.now(), Journal.none());

            List<AlertRow> found =
                    service.alerts(new AlertFilter(null, null, null, null, null, null, 10));
            assertThat(found).hasSize(alerts);
            assertThat(found)
                    .allSatisfy(
                            alert -> {
                                assertThat(alert.rule()).isEqualTo("own/blocked-rdp");
                                assertThat(alert.subject()).isEqualTo("10.0.0.5");
                                assertThat(alert.summary())
                                        .isEqualTo("10.0.0.5 had 10 RDP connections blocked");
                            });
            assertThat(service.checkRules(null)).isEmpty();
        }
    }

    private Service service(Lab lab, LabClock clock) throws Exception {
        lab.habits().requestsPerMinute(100_000);
        Files.createDirectories(folder.resolve("rules"));
        Path config = folder.resolve("monitor.yaml");
        Files.writeString(
                config,
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                pull: {requests-per-minute: 100000, first-run: 1h}
                rules: {dir: rules}
                channels: []
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));
        return EngineService.owning(
                Engine.open(ConfigFile.load(config, Map.of()), clock, Pace.brisk()));
    }
}
