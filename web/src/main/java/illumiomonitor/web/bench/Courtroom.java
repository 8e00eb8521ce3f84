package illumiomonitor.web.bench;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.rules.Pack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One installation for all captures, with the shipped rules, so that they are compiled once. Each
 * capture is a PCE of its own: what is known of one says nothing of another.
 */
final class Courtroom implements AutoCloseable {

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

    private final Path folder;
    private final LabClock clock = new LabClock(Instant.EPOCH);
    private final Engine engine;

    /**
     * @param captures how many will be tried
     */
    Courtroom(int captures) throws IOException {
        folder = Files.createTempDirectory("monitor-accuracy");
        try {
            Path rules = folder.resolve("rules");
            Pack.install(rules);
            Files.writeString(
                    Files.createDirectories(rules.resolve("bench")).resolve("rank.drl"), RANKS);
            Path file = folder.resolve("monitor.yaml");
            Files.writeString(file, yaml(captures));
            engine = Engine.open(ConfigFile.load(file, Map.of()), clock);
        } catch (IOException | RuntimeException e) {
            remove(folder);
            throw e;
        }
    }

    private static String yaml(int captures) {
        return """
                pce:
                %s
                pull: {counters: bucket, first-run: 24h, max-results: 1000000}
                store: {url: "jdbc:h2:file:./store/monitor"}
                """
                .formatted(
                        IntStream.range(0, captures)
                                .mapToObj(
                                        n ->
                                                ("  - {name: bench%d, url: \"https://127.0.0.1:1\","
                                                                + " org: %d, key: none, secret: none}")
                                                        .formatted(n, n + 1))
                                .collect(Collectors.joining("\n")));
    }

    Engine engine() {
        return engine;
    }

    /** What the installation's clock shows is set by whoever is tried. */
    LabClock clock() {
        return clock;
    }

    /** Number of the PCE that a capture is. */
    int pce(int capture) {
        return engine.cycles().get(capture).pce().id();
    }

    @Override
    public void close() {
        engine.close();
        remove(folder);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            all.forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
