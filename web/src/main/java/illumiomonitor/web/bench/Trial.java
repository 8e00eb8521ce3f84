package illumiomonitor.web.bench;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pull.PullReport;
import illumiomonitor.engine.pull.Puller;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.plugins.zeek.ZeekSource;
import illumiomonitor.rules.Pack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The shipped rules over one folder of connection logs, as the live schedule would judge them. */
final class Trial {

    private static final long STEP = 300;
    private static final long HOUR = 3_600;

    /** Names the first three of the order, at the ticks at which a day is judged. */
    private static final String RANKS =
            """
            package illumiomonitor.rules.bench

            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings

            rule "bench/rank"
                @title("Rank") @severity(INFO) @window("24h") @mode(shadow)
            when
                Beacon( rank <= 3, $src : srcIp, $dst : dstIp, $port : port, $rank : rank, $score : score )
            then
                findings.add($src + " > " + $dst, "rank %d: %s > %s port %d, %.3f", $rank, $src, $dst, $port, $score);
            end
            """;

    private final Map<String, TreeSet<String>> subjects = new TreeMap<>();
    private final Map<String, String> ranks = new TreeMap<>();
    private final Path data;
    private final Labelled truth;

    Trial(Path data, Labelled truth) {
        this.data = data;
        this.truth = truth;
    }

    /** Alerted subjects by rule. */
    Map<String, TreeSet<String>> subjects() {
        return subjects;
    }

    /** The last order of beacons. */
    Map<String, String> ranks() {
        return ranks;
    }

    void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("monitor-accuracy");
        try {
            Path rules = folder.resolve("rules");
            Pack.install(rules);
            Files.writeString(
                    Files.createDirectories(rules.resolve("bench")).resolve("rank.drl"), RANKS);
            Path file = folder.resolve("monitor.yaml");
            Files.writeString(
                    file,
                    """
                    pce:
                      - {name: bench, url: "https://127.0.0.1:1", org: 1, key: none, secret: none}
                    pull: {counters: bucket, first-run: 24h, max-results: 1000000}
                    store: {url: "jdbc:h2:file:./store/monitor"}
                    """);
            long start = Math.floorDiv(truth.first(), STEP) * STEP;
            LabClock clock = new LabClock(Instant.ofEpochSecond(start));
            try (Engine engine = Engine.open(ConfigFile.load(file, Map.of()), clock)) {
                ticks(engine, clock, start);
            }
        } finally {
            remove(folder);
        }
    }

    private void ticks(Engine engine, LabClock clock, long start) throws InterruptedException {
        Config config = engine.config();
        int pce = engine.cycles().get(0).pce().id();
        Puller puller =
                new Puller(
                        engine.store(),
                        pce,
                        "bench",
                        new ZeekSource(data),
                        (window, events) -> 0,
                        config.pull(),
                        config.keep(),
                        engine.grid(),
                        clock);
        for (long tick = start + STEP; tick <= truth.last() + HOUR; tick += STEP) {
            clock.advance(Duration.ofSeconds(STEP));
            boolean judged =
                    truth.any(tick - STEP, tick)
                            || tick % HOUR == 0 && truth.any(tick - HOUR, tick);
            if (judged) {
                judge(engine, puller, pce, Instant.ofEpochSecond(tick));
            }
        }
    }

    private void judge(Engine engine, Puller puller, int pce, Instant tick)
            throws InterruptedException {
        PullReport report = puller.traffic(tick, 0, Journal.none());
        if (!report.outcome().name().equals("OK")) {
            throw new IllegalStateException("a pull at " + tick + " ended with " + report.reason());
        }
        Judgement judgement = engine.judge().judge(pce, "bench", tick, true, Journal.none());
        judgement
                .results()
                .forEach(
                        result -> {
                            if (result.error() != null) {
                                throw new IllegalStateException(
                                        result.rule().name() + ": " + result.error());
                            }
                            boolean order = result.rule().name().equals("bench/rank");
                            if (order && !result.findings().isEmpty()) {
                                ranks.clear();
                            }
                            result.findings()
                                    .forEach(
                                            found -> {
                                                if (order) {
                                                    ranks.put(found.summary(), tick.toString());
                                                } else if (found.held().isEmpty()) {
                                                    subjects.computeIfAbsent(
                                                                    found.rule(),
                                                                    rule -> new TreeSet<>())
                                                            .add(found.subject());
                                                }
                                            });
                        });
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
