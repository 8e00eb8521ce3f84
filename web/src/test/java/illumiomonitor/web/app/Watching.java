package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.web.EmptyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A service that watches an empty lab. */
abstract class Watching {

    @TempDir Path folder;

    Lab lab;
    Engine engine;
    EngineService service;

    /**
     * Opens both. The service's rules are in the folder {@code rules} by then.
     *
     * @param clock of both, which only the test moves
     */
    void watch(LabClock clock) throws IOException {
        lab = Lab.empty(clock).start();
        lab.habits().requestsPerMinute(100_000);
        EmptyStore.in(folder);
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
        engine = Engine.open(ConfigFile.load(config, Map.of()), clock, Pace.brisk());
        service = EngineService.owning(engine);
    }

    @AfterEach
    void stop() {
        service.close();
        lab.close();
    }
}
