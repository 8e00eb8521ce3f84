package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.web.EmptyStore;
import illumiomonitor.web.service.AlertFilter;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.ExplainQuestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A service of somebody who writes a rule and its cases, watching an empty lab. */
abstract class Authoring {

    static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    static final String RULE = SmbRule.NAME;
    static final String TEXT = SmbRule.TEXT;
    static final String CASES = SmbRule.CASES;

    @TempDir Path folder;

    final LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
    Lab lab;
    Engine engine;
    EngineService service;
    Path file;

    @BeforeEach
    void start() throws Exception {
        lab = Lab.empty(clock).start();
        lab.habits().requestsPerMinute(100_000);
        EmptyStore.in(folder);
        file = folder.resolve("rules/own/smb.drl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, TEXT);
        Files.writeString(folder.resolve("rules/own/smb.yaml"), CASES);
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
        engine = Engine.open(ConfigFile.load(config, Map.of()), clock, Pace.brisk());
        service = EngineService.owning(engine);
        service.rules();
    }

    @AfterEach
    void stop() {
        service.close();
        lab.close();
    }

    static ExplainQuestion question(String subject, Instant at) {
        return new ExplainQuestion(RULE, "", subject, at);
    }

    List<AlertRow> alerts() {
        return service.alerts(new AlertFilter(null, null, null, null, null, null, 10));
    }

    void blocked(String src, int count) {
        lab.traffic()
                .add(
                        Connection.of(src, "10.0.0.9", 445)
                                .at(clock.instant().minusSeconds(60))
                                .count(count)
                                .blocked());
    }
}
