package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.Past;
import illumiomonitor.lab.Lab;
import illumiomonitor.rules.Pack;
import illumiomonitor.web.service.Application.Demo;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.Serving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The main job on a pretend estate: a lab PCE, its last hours caught up tick by tick, then live.
 */
final class LabDemo {

    private static final Duration HISTORY = Duration.ofHours(6);
    private static final String MARK = "# Written by ./monitor demo; every demo writes it anew.";
    private static final long SEED = 20261123;

    private final Path folder;
    private final int port;
    private final Clock clock;

    LabDemo(Path folder, int port, Clock clock) {
        this.folder = folder;
        this.port = port;
        this.clock = clock;
    }

    /** Pages first: they fill while the hours that lie behind are caught up. */
    Demo start() {
        Lab lab = Lab.demo(SEED, clock).start();
        try {
            Config config = configure(lab);
            Engine engine = Engine.open(config, clock, Pace.brisk());
            EngineServing serving = EngineServing.open(engine, true);
            return new Demo(config, new WithLab(serving, lab), journal -> catchUp(engine, journal));
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** Every demo begins afresh: its history would otherwise have a hole since the last one. */
    private Config configure(Lab lab) {
        try {
            forget(folder);
            Files.createDirectories(folder);
            Path rules = folder.resolve("rules");
            Pack.install(rules);
            Path file = folder.resolve("monitor.yaml");
            Files.writeString(file, yaml(lab));
            return ConfigFile.load(file, Map.of("LAB_SECRET", lab.secret()));
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot write into " + folder, e);
        }
    }

    private String yaml(Lab lab) {
        return """
                %s
                pce:
                  - {name: lab, url: "%s", org: %d, key: "%s", secret: "${LAB_SECRET:-%s}"}
                store: {url: "jdbc:h2:file:./monitor"}
                schedule: {every: 1m}
                pull: {requests-per-minute: 60000, first-run: 6h}
                rules: {dir: rules}
                channels: []
                display: {zone: %s, language: en}
                web: {bind: 127.0.0.1, port: %d}
                """
                .formatted(
                        MARK,
                        lab.url(),
                        lab.org(),
                        lab.key(),
                        lab.secret(),
                        java.time.ZoneId.systemDefault(),
                        port);
    }

    /** Deletes an earlier demo, and only that: a folder with somebody's own monitor.yaml stays. */
    private static void forget(Path folder) throws IOException {
        Path file = folder.resolve("monitor.yaml");
        if (Files.notExists(file)) {
            return;
        }
        if (!Files.readString(file).startsWith(MARK)) {
            throw new ServiceException(
                    Problem.NOT_PERMITTED,
                    folder + " holds a monitor.yaml that no demo wrote: name another --dir");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path old : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(old);
            }
        }
    }

    private static String catchUp(Engine engine, Journal journal) throws InterruptedException {
        long ticks = 0;
        for (Cycle cycle : engine.cycles()) {
            Instant now = engine.presentTick(cycle);
            Instant from = now.minus(HISTORY);
            Past past = new Past(cycle, engine.runs(), engine.grid());
            ticks += past.remaining(from, now).size();
            Journal progress = new ProgressOnly(journal);
            cycle.alone(() -> past.work(from, now, false, progress, result -> {}));
        }
        engine.start();
        return "%d runs caught up %d hours; from now on there is one every minute"
                .formatted(ticks, HISTORY.toHours());
    }

    /** Six hours of runs say more than anybody reads: only how far they are. */
    private record ProgressOnly(Journal journal) implements Journal {

        @Override
        public void info(String line) {}

        @Override
        public void warn(String line) {}

        @Override
        public void progress(String what, long done, long of) {
            if (what.equals("lab")) {
                journal.progress(what, done, of);
            }
        }
    }

    /** The demo's end is the lab's end too. */
    private record WithLab(Serving serving, Lab lab) implements Serving {

        @Override
        public Service service() {
            return serving.service();
        }

        @Override
        public @Nullable URI pages() {
            return serving.pages();
        }

        @Override
        public @Nullable String setupToken() {
            return serving.setupToken();
        }

        @Override
        public boolean isLost() {
            return serving.isLost();
        }

        @Override
        public void close() {
            serving.close();
            lab.close();
        }
    }
}
