package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import illumiomonitor.db.Store;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.http.Request;
import illumiomonitor.lab.query.QueryTrouble;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.web.app.Child.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends the program soon, wherever it is, and nothing is half-done. */
class StopTest {

    private static final Duration IN_A_WAIT = Duration.ofSeconds(1);
    private static final Duration IN_A_TRANSACTION = Duration.ofSeconds(10);

    private static final int MANY_ROWS = 60_000;

    /** So little of a pull of many rows that its end is still far. */
    private static final long STORED_BYTES = 1_000_000;

    @TempDir Path folder;

    private Lab lab = Lab.empty(Clock.systemUTC());

    private void start(Lab of) throws IOException {
        lab = of.start();
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(
                folder.resolve("monitor.yaml"),
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                schedule: {every: 5s}
                rules: {dir: rules}
                channels: []
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Child serve() throws IOException {
        return Child.start(folder, "serve", "--no-web", "-c", "monitor.yaml");
    }

    private void stopsSoon(Predicate<Request> when) throws Exception {
        lab.traffic()
                .add(Connection.of("10.0.0.5", "10.0.0.9", 445).at(Instant.now().minusSeconds(60)));
        try (Child child = serve()) {
            child.ready();
            await().atMost(60, TimeUnit.SECONDS).until(() -> lab.requests().count(when) > 0);

            Stop stop = child.terminate();

            assertThat(stop.untilEnded()).isLessThan(IN_A_WAIT);
            assertThat(stop.code()).isEqualTo(Child.TERMINATED);
        }
    }

    @Test
    void while_an_answer_does_not_come() throws Exception {
        start(lab);
        lab.faults().on(Match.health()).always().hang();

        stopsSoon(Match.health());
    }

    @Test
    void while_it_backs_off() throws Exception {
        start(lab);
        lab.faults().on(Match.events()).always().tooManyRequests("30");

        stopsSoon(Match.events());
    }

    @Test
    void while_it_polls_a_query_that_never_ends() throws Exception {
        start(lab);
        lab.queries().next(QueryTrouble.STUCK);

        stopsSoon(Match.poll());
    }

    @Test
    void while_a_download_drips() throws Exception {
        start(lab);
        lab.faults().on(Match.download()).always().hang();

        stopsSoon(Match.download());
    }

    @Test
    void while_a_pull_is_stored_which_the_next_start_does_again() throws Exception {
        start(Lab.bulk(MANY_ROWS, Clock.systemUTC()));
        try (Child child = serve()) {
            child.ready();
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> lab.requests().count(Match.download()) > 0);
            long before = storeBytes();
            await().pollInterval(20, TimeUnit.MILLISECONDS)
                    .atMost(120, TimeUnit.SECONDS)
                    .until(() -> storeBytes() > before + STORED_BYTES);

            Stop stop = child.terminate();

            assertThat(stop.untilGone()).isLessThan(IN_A_TRANSACTION);
            assertThat(stop.code()).isEqualTo(Child.TERMINATED);
        }
        assertThat(number("pulls where kind = 'TRAFFIC' and outcome = 'OK'"))
                .as("it was stopped before the pull was whole")
                .isZero();
        assertThat(number("increments")).as("nobody sees a half").isZero();

        try (Child child = Child.start(folder, "run", "-c", "monitor.yaml")) {
            assertThat(child.lastLine()).endsWith("OK");
        }

        assertThat(number("flows")).isEqualTo(MANY_ROWS);
        assertThat(ask("select sum(connections) from history.increments"))
                .isEqualTo(lab.bulk().connections());
    }

    private long storeBytes() throws IOException {
        Path file = folder.resolve("data/monitor.mv.db");
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private long number(String of) {
        return ask("select count(*) from history." + of);
    }

    private long ask(String sql) {
        try (Store store = Store.open("jdbc:h2:file:" + folder.resolve("data/monitor"))) {
            return store.jdbi()
                    .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
        }
    }
}
