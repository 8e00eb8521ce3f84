package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import illumiomonitor.engine.Engine;
import illumiomonitor.engine.check.Check;
import illumiomonitor.engine.check.Checkup;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.rules.Pack;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped rules tell of a disk that fills up under the store of two PCEs. */
class DiskAlertTest {

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final long ROOM = 0;

    /** More than any disk has. */
    private static final long FULL = 1_000_000_000_000_000_000L;

    @TempDir Path folder;

    private final LabClock clock = LabClock.at("2026-07-01T08:00:00Z");
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Lab hq = Lab.empty(clock);
    private final Lab plant = Lab.empty(clock);
    private HttpServer receiver;
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/hook",
                exchange -> {
                    told.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        receiver.start();
        Path rules = Files.createDirectories(folder.resolve("rules/health"));
        for (String file : List.of("key-refused", "pull-failed", "pce-unhealthy")) {
            Files.writeString(rules.resolve(file + ".drl"), Pack.text("health/" + file + ".drl"));
        }
        for (Lab lab : List.of(hq, plant)) {
            lab.start();
            lab.habits().requestsPerMinute(100_000);
        }
    }

    @AfterEach
    void stop() {
        engine.close();
        hq.close();
        plant.close();
        receiver.stop(0);
    }

    /** Begins anew with so many bytes that must be free. */
    private void open(long minFreeDisk) throws Exception {
        Path config = folder.resolve("monitor.yaml");
        Files.writeString(
                config,
                """
                pce:
                  - {name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}
                  - {name: plant, url: "%s", org: %d, key: "%s", secret: "%s"}
                store: {url: "jdbc:h2:file:./store/monitor"}
                pull: {requests-per-minute: 100000, first-run: 1h, min-free-disk: %d}
                rules: {dir: rules}
                channels: [{name: soc, type: webhook, url: "http://127.0.0.1:%d/hook"}]
                """
                        .formatted(
                                hq.url(),
                                hq.org(),
                                hq.key(),
                                hq.secret(),
                                plant.url(),
                                plant.org(),
                                plant.key(),
                                plant.secret(),
                                minFreeDisk,
                                receiver.getAddress().getPort()));
        engine = Engine.open(ConfigFile.load(config, Map.of()), clock, Pace.brisk());
    }

    private void openAgain(long minFreeDisk) throws Exception {
        engine.close();
        open(minFreeDisk);
    }

    /** Runs at this many ticks, with traffic before each. */
    private void run(int ticks) throws InterruptedException {
        for (int n = 0; n < ticks; n++) {
            Instant at = clock.instant().minusSeconds(90);
            hq.traffic().add(Connection.of("10.0.0.5", "10.0.0.9", 445).at(at).count(3));
            plant.traffic().add(Connection.of("10.1.0.5", "10.1.0.9", 443).at(at).count(4));
            for (Cycle cycle : engine.cycles()) {
                engine.runNow(cycle, RunOptions.MANUAL, Journal.none());
            }
            clock.advance(STEP);
        }
    }

    private List<String> ask(String sql) {
        return engine.store()
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private long counted(String pce) {
        return Long.parseLong(
                ask("select coalesce(sum(connections), 0) from history.increments where counted and pce = '"
                                + pce
                                + "'")
                        .get(0));
    }

    private long openGaps() {
        return ask("select pce from history.gaps where closed_at is null").size();
    }

    @Test
    void a_full_disk_pauses_pulls_tells_once_and_is_made_good_when_there_is_room()
            throws Exception {
        open(ROOM);
        run(2);
        assertThat(counted("hq")).isEqualTo(6);

        openAgain(FULL);
        run(5);

        assertThat(counted("hq")).as("nothing is pulled").isEqualTo(6);
        assertThat(openGaps()).isPositive();
        assertThat(ask("select rule || ': ' || subject || ', ' || state from history.alerts"))
                .containsExactly("health/pull-failed: hq DISK, OPEN");
        assertThat(told).singleElement().asString().contains("are free under");

        openAgain(ROOM);
        run(20);

        assertThat(openGaps()).isZero();
        assertThat(ask("select state from history.alerts")).containsExactly("CLOSED");
        assertThat(told).hasSize(1);
        Instant now = clock.instant();
        assertThat(counted("hq")).isEqualTo(hq.truth().total(Instant.EPOCH, now).connections());
        assertThat(counted("plant"))
                .isEqualTo(plant.truth().total(Instant.EPOCH, now).connections())
                .isEqualTo(27 * 4);
        assertThat(hq.truth().total(Instant.EPOCH, now).connections()).isEqualTo(27 * 3);
    }

    @Test
    void a_full_disk_is_the_first_thing_that_a_check_says_and_a_run_says_it_once()
            throws Exception {
        open(FULL);
        run(1);

        assertThat(new Checkup(engine).work(Journal.none()).get(0))
                .satisfies(
                        check -> {
                            assertThat(check.topic()).isEqualTo("disk");
                            assertThat(check.light()).isEqualTo(Check.Light.AWAY);
                            assertThat(check.text()).contains("pulls pause until there is room");
                        });
        assertThat(ask("select reason from history.runs where pce = 'hq'"))
                .singleElement()
                .asString()
                .startsWith("events and traffic: Only ")
                .containsOnlyOnce("are free under");
    }

    @Test
    void of_two_pces_whose_first_is_away_a_full_disk_is_told_of_all_the_same() throws Exception {
        open(FULL);
        hq.refuse();

        run(4);

        assertThat(ask("select rule || ': ' || subject from history.alerts order by 1"))
                .containsExactly("health/pce-unhealthy: hq", "health/pull-failed: hq DISK");
    }
}
