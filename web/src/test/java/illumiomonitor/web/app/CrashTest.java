package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import illumiomonitor.db.Store;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.lab.traffic.Knowledge;
import illumiomonitor.lab.traffic.RowStyle.FirstDetected;
import illumiomonitor.lab.traffic.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Killed at any instant and started again, the program counts, alerts and tells as if it had never
 * been killed.
 */
class CrashTest {

    private static final long SEED = 7;
    private static final Duration TRAFFIC = Duration.ofSeconds(18);
    private static final String RULE =
            """
            package illumiomonitor.rules.burst
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings
            rule "burst"
                @title("Blocked burst") @severity(HIGH) @window("10m") @threshold(25)
            when
                Threshold( rule == "burst", $max : value )
                groupby( Flow( decision == Decision.BLOCKED, $src : srcIp, $c : connections );
                         $ip : $src; $n : sum($c); $n >= $max )
            then
                findings.add( $ip, "%s blocked connections", $n );
            end
            """;

    @TempDir Path folder;

    private final Random random = new Random(SEED);
    private final List<String> keys = new CopyOnWriteArrayList<>();

    @Test
    void nothing_is_lost_or_counted_twice_when_the_process_is_killed_again_and_again()
            throws Exception {
        HttpServer receiver = receiver();
        try (Lab lab = Lab.empty(Clock.systemUTC()).start()) {
            lab.rowStyle().knowledge(Knowledge.OF_NOW).firstDetected(FirstDetected.EXACT);
            lab.habits().requestsPerMinute(100_000);
            Path config = configure(lab, receiver);
            Instant end = traffic(lab);

            for (int n = 0; n < 4; n++) {
                try (Child child =
                        Child.start(folder, "serve", "--no-web", "-c", config.toString())) {
                    child.ready();
                    pause(200 + random.nextInt(2500));
                    child.kill();
                }
            }
            try (Child child = Child.start(folder, "serve", "--no-web", "-c", config.toString())) {
                child.ready();
                // Who asks is a process, which takes the service's time.
                await().pollInterval(2, TimeUnit.SECONDS)
                        .atMost(120, TimeUnit.SECONDS)
                        .until(() -> whole(config, end));
                child.terminate();
            }

            assertSound(lab, end);
        } finally {
            receiver.stop(0);
        }
    }

    /** Asks the service that runs whether two ticks after the last traffic have been worked on. */
    private boolean whole(Path config, Instant end) throws Exception {
        String sql =
                "select count(*) from history.runs where result = 'OK' and tick > '"
                        + end.plusSeconds(6)
                        + "'";
        try (Child asking =
                Child.start(folder, "sql", sql, "--format", "csv", "-c", config.toString())) {
            return Integer.parseInt(asking.lastLine()) >= 2;
        }
    }

    private void assertSound(Lab lab, Instant end) {
        try (Store store = Store.open("jdbc:h2:file:" + folder.resolve("data/monitor"))) {
            long counted =
                    number(store, "select sum(connections) from history.increments where counted");
            long bytes =
                    number(store, "select sum(bytes_in) from history.increments where counted");
            assertThat(counted)
                    .isEqualTo(lab.truth().total(Instant.EPOCH, end.plusSeconds(60)).connections());
            assertThat(bytes)
                    .isEqualTo(lab.truth().total(Instant.EPOCH, end.plusSeconds(60)).bytesIn());
            assertThat(
                            number(
                                    store,
                                    "select count(*) from history.alerts where subject = '10.0.0.66'"))
                    .isEqualTo(1);
            assertThat(
                            number(
                                    store,
                                    "select count(*) from history.deliveries where state <> 'SENT'"))
                    .isZero();
            assertThat(keys.stream().distinct().count())
                    .as("messages by their keys")
                    .isEqualTo(number(store, "select count(*) from history.deliveries"));
        }
    }

    private static long number(Store store, String sql) {
        return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /**
     * Quiet talk between ten hosts, some of it reported late, some by both agents, and one
     * attacker.
     */
    private Instant traffic(Lab lab) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (long second = 0; second < TRAFFIC.toSeconds(); second++) {
            Instant at = start.plusSeconds(second);
            for (int n = 0; n < 10; n++) {
                Connection talk =
                        Connection.of(
                                        "10.0.0." + (1 + random.nextInt(10)),
                                        "10.0.1." + (1 + random.nextInt(10)),
                                        443)
                                .at(at)
                                .count(1 + random.nextInt(5))
                                .bytes(random.nextInt(10_000), random.nextInt(10_000))
                                .visibleAfter(Duration.ofSeconds(random.nextInt(5)));
                lab.traffic().add(n % 3 == 0 ? talk.reportedBy(Side.SRC, Side.DST) : talk);
            }
            lab.traffic()
                    .add(Connection.of("10.0.0.66", "10.0.1.9", 22).at(at).count(10).blocked());
        }
        return start.plus(TRAFFIC);
    }

    private Path configure(Lab lab, HttpServer receiver) throws Exception {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/burst.drl"), RULE);
        Path config = folder.resolve("monitor.yaml");
        Files.writeString(
                config,
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                store: {url: "jdbc:h2:file:./data/monitor"}
                schedule: {every: 2s}
                pull: {requests-per-minute: 100000, settle: 4s}
                rules: {dir: rules}
                channels: [{name: soc, type: webhook, url: "http://127.0.0.1:%d/hook"}]
                """
                        .formatted(
                                lab.url(),
                                lab.org(),
                                lab.key(),
                                lab.secret(),
                                receiver.getAddress().getPort()));
        return config;
    }

    private HttpServer receiver() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/hook",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    keys.add(
                            String.valueOf(
                                    exchange.getRequestHeaders().getFirst("Idempotency-Key")));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    /** The instant of the kill is the test's input: it must pass for any. */
    private static void pause(long millis) {
        await().pollDelay(millis, TimeUnit.MILLISECONDS).until(() -> true);
    }
}
