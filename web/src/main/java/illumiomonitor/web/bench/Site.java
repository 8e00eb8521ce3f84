package illumiomonitor.web.bench;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An installation in a folder of its own, beside a lab PCE with many rows. Its clock stands still
 * until it is told to go on.
 */
final class Site implements AutoCloseable {

    static final Instant START = Instant.parse("2026-07-01T12:00:00Z");

    /**
     * Rows of the largest answer that is whole for certain: one of 200,000 rows may have been cut
     * there, and is asked for again in parts.
     */
    static final int FULL = 199_999;

    private final Path folder;
    private final Duration every;
    private final LabClock clock;
    private final Lab lab;
    private final Path configuration;
    private @Nullable Engine engine;

    /** A site with a tick every five minutes. */
    Site(int rows, int rules) {
        this(rows, rules, Duration.ofMinutes(5), START);
    }

    Site(int rows, int rules, Duration every) {
        this(rows, rules, every, START);
    }

    /**
     * @param now where its clock stands
     */
    Site(int rows, int rules, Duration every, Instant now) {
        this.every = every;
        this.clock = new LabClock(now);
        try {
            folder = Files.createTempDirectory("monitor-bench");
            Files.createDirectories(folder.resolve("rules"));
            RuleMaker.write(folder.resolve("rules"), rules);
            lab = Lab.bulk(rows, clock).start();
            lab.habits().requestsPerMinute(1_000_000);
            lab.bulk().prepare();
            configuration = folder.resolve("monitor.yaml");
            Files.writeString(configuration, yaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String yaml() {
        return """
                pce:
                  - {name: bench, url: "%s", org: %d, key: "%s", secret: "%s"}
                store: {url: "jdbc:h2:file:./store/monitor"}
                schedule: {every: %dm}
                pull: {requests-per-minute: 100000, max-results: 200000, first-run: 1h}
                rules: {dir: rules}
                channels: []
                """
                .formatted(lab.url(), lab.org(), lab.key(), lab.secret(), every.toMinutes());
    }

    /** Opens the store, if this is the first question. */
    Engine engine() {
        Engine opened = engine;
        if (opened == null) {
            opened = Engine.open(ConfigFile.load(configuration, Map.of()), clock);
            engine = opened;
        }
        return opened;
    }

    Cycle cycle() {
        return engine().cycles().get(0);
    }

    /** For another process, as long as nobody asked for the {@link #engine}. */
    Path configuration() {
        return configuration;
    }

    Instant now() {
        return clock.instant();
    }

    /** Time passes and nothing happens. */
    void wait(Duration length) {
        clock.advance(length);
    }

    /** A tick later every row has grown. */
    void goOn() {
        clock.advance(every);
        lab.bulk().grow(clock.instant());
        prepare();
    }

    /** The lab packs its answer beforehand, so that its own work is not measured. */
    private void prepare() {
        try {
            lab.bulk().prepare();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder that is judged. */
    Path rules() {
        return folder.resolve("rules");
    }

    long storeBytes() {
        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
        lab.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
