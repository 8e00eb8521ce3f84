package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at any instant, then start: the same increments as without it. */
class KillTest {

    private static final Instant START = Instant.parse("2026-07-01T22:00:00Z");
    private static final int TICKS = 40;
    private static final int REPORTS = 5_000;
    private static final int KILLS = System.getProperty("long") == null ? 4 : 40;

    @Test
    void nothing_is_lost_or_counted_twice_by_kills(@TempDir Path folder) throws Exception {
        String url = H2.file(folder.resolve("monitor"));
        Random random = new Random(5);
        for (int i = 0; i < KILLS; i++) {
            kill(url, random.nextInt(20));
        }
        assertThat(start(url).waitFor()).isZero();

        try (Store store = Store.open(url)) {
            Fixture pce = fixture(store);
            assertThat(pce.sums()).isEqualTo(pce.pce.truth(Instant.EPOCH));
            assertThat(new Integrity(store).check()).isEmpty();
        }
    }

    /** Kills it after so many of its transactions. */
    private static void kill(String url, int transactions) throws Exception {
        Process victim = start(url);
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i <= transactions && lines.readLine() != null; i++) {
                // the next one
            }
            victim.destroyForcibly();
        }
        victim.waitFor();
    }

    private static Process start(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillTest.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The victim: pulls tick after tick, and says so after each transaction. */
    public static void main(String[] args) throws Exception {
        try (Store store = Store.open(args[0])) {
            Recovery.removeUnfinished(store);
            Fixture pce = fixture(store);
            pce.betweenChunks = () -> System.out.println("stored");
            Instant done =
                    new PullBook(store, pce.pceId)
                            .lastWholeEnd(PullBook.TRAFFIC, START.plus(Duration.ofDays(9)))
                            .orElse(START);
            for (int i = 0; i < TICKS; i++) {
                Instant tick = START.plus(Duration.ofMinutes(15L * i));
                if (!tick.isBefore(done)) {
                    pce.pce.now = tick;
                    pce.pull(tick);
                    System.out.println("pulled");
                }
            }
        }
    }

    /** Some thousand connections around midnight, reported by one side or both, some late. */
    private static Fixture fixture(Store store) {
        Fixture pce = new Fixture(store, "victim");
        pce.grid = Grid.every(Duration.ofMinutes(15));
        pce.counters("auto");
        Random random = new Random(17);
        for (int i = 0; i < REPORTS; i++) {
            Instant at = START.minusSeconds(3600).plusSeconds(random.nextInt(8 * 3600));
            Instant arrives = at.plusSeconds(random.nextInt(1500));
            int port = 1000 + random.nextInt(600);
            int sides = random.nextInt(3);
            if (sides != 1) {
                pce.pce.reports.add(report(at, arrives, port, i, Direction.INBOUND));
            }
            if (sides != 0) {
                pce.pce.reports.add(
                        report(at, arrives.plusSeconds(400), port, i, Direction.OUTBOUND));
            }
        }
        return pce;
    }

    private static PretendPce.Report report(
            Instant at, Instant arrives, int port, int i, Direction direction) {
        return new PretendPce.Report(
                at,
                arrives,
                "10.0.0." + i % 9,
                "10.0.1." + i % 7,
                port,
                6,
                direction == Direction.INBOUND ? "nginx" : "curl",
                i % 3 == 0 ? "active" : "closed",
                Decision.values()[i % 4],
                direction,
                1 + i % 5,
                i % 1000,
                i % 77);
    }
}
