package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import illumiomonitor.db.Store;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.http.Request;
import illumiomonitor.lab.query.QueryTrouble;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.web.EmptyStore;
import illumiomonitor.web.app.Child.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends the program soon, wherever it is, and nothing is half-done. */
class StopTest {

    private static final Duration IN_A_WAIT = Duration.ofSeconds(1);
    private static final Duration IN_A_TRANSACTION = Duration.ofSeconds(10);

    private static final int MANY_ROWS = 20_000;
    private static final int MANY_FLOWS = 4_000;
    private static final int MANY_ALERTS = 800;

    /**
     * Compares every flow with every other one, which is the work of minutes, and finds nothing.
     */
    private static final String LONG_SESSION =
            """
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings
            rule "long-session"
                @title("Two flows that differ") @severity(LOW) @window("1h")
            when
                Flow( $src : srcIp, $n : connections )
                Flow( connections - $n > 1000000 )
            then
                findings.add( $src, "differs" );
            end
            """;

    private static final String ONE_ALERT_PER_FLOW =
            """
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings
            rule "one-alert-per-flow"
                @title("A flow") @severity(LOW) @window("1h") @cooldown("1h")
            when
                Flow( $src : srcIp, $dst : dstIp, $port : port )
            then
                findings.add( $src + " " + $dst + " " + $port, "seen" );
            end
            """;

    /** So little of a pull of many rows that its end is still far. */
    private static final long STORED_BYTES = 1_000_000;

    @TempDir Path folder;

    private Lab lab = Lab.empty(Clock.systemUTC());

    private void start(Lab of) throws IOException {
        start(of, "5s");
    }

    private void start(Lab of, String every) throws IOException {
        lab = of.start();
        EmptyStore.in(folder);
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(
                folder.resolve("monitor.yaml"),
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                schedule: {every: %s}
                judge: {rule-budget: 10m}
                rules: {dir: rules}
                channels: []
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret(), every));
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
    @EnabledOnOs(value = OS.LINUX, disabledReason = "env resets signals there")
    void while_a_single_run_polls_when_somebody_presses_ctrl_c() throws Exception {
        start(lab);
        lab.queries().next(QueryTrouble.STUCK);
        try (Child child =
                Child.startInTerminal(folder, "run", "--verbose", "-c", "monitor.yaml")) {
            polls();

            Stop stop = child.interrupt();

            assertThat(stop.untilEnded()).isLessThan(IN_A_WAIT);
            assertThat(stop.code()).isEqualTo(Child.INTERRUPTED);
        }
        assertThat(number("runs where result = 'STOPPED'")).isOne();

        runsWell();
    }

    @Test
    void while_a_tick_of_the_past_polls_and_the_same_command_goes_on_where_it_was()
            throws Exception {
        start(lab, "5m");
        Instant now = Instant.now();
        String[] command = {
            "run",
            "--from",
            now.minus(Duration.ofMinutes(22)).toString(),
            "--to",
            now.minus(Duration.ofMinutes(12)).toString(),
            "--yes",
            "--verbose",
            "-c",
            "monitor.yaml"
        };
        lab.queries().next(QueryTrouble.STUCK);
        try (Child child = Child.start(folder, command)) {
            polls();

            Stop stop = child.terminate();

            assertThat(stop.untilEnded()).isLessThan(IN_A_WAIT);
            assertThat(stop.code()).isEqualTo(Child.TERMINATED);
        }
        assertThat(number("runs where result = 'STOPPED'")).isOne();
        assertThat(number("pulls where kind = 'TRAFFIC'")).isZero();

        try (Child child = Child.start(folder, command)) {
            assertThat(child.lastLine()).endsWith("OK");
        }
        assertThat(number("runs where result = 'OK'")).isEqualTo(2);
    }

    private void polls() {
        await().atMost(60, TimeUnit.SECONDS).until(() -> lab.requests().count(Match.poll()) > 0);
    }

    @Test
    void while_a_download_does_not_begin() throws Exception {
        start(lab);
        lab.faults().on(Match.download()).always().hang();

        stopsSoon(Match.download());
    }

    /** A kilobyte now and then, so that no time-out ever sees a pause. */
    @Test
    void while_a_download_drips() throws Exception {
        start(Lab.bulk(MANY_ROWS, Clock.systemUTC()));
        lab.faults().on(Match.download()).always().slow(Duration.ofMillis(50));
        try (Child child = serve()) {
            child.ready();
            await().atMost(60, TimeUnit.SECONDS).until(() -> dripped() > 0);

            Stop stop = child.terminate();

            assertThat(stop.untilEnded()).isLessThan(IN_A_WAIT);
            assertThat(stop.code()).isEqualTo(Child.TERMINATED);
        }
        assertThat(number("pulls where kind = 'TRAFFIC' and outcome = 'OK'")).isZero();
        assertThat(number("flows")).as("nobody sees a half").isZero();
    }

    /** Bytes of an answer that have come and not been worked on. */
    private long dripped() throws IOException {
        Path spool = folder.resolve("data/spool");
        if (!Files.isDirectory(spool)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void while_it_has_nothing_to_do() throws Exception {
        start(lab, "12h");
        try (Child child = serve()) {
            child.ready();
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> lab.requests().count(Match.events()) > 0);
            await().atMost(60, TimeUnit.SECONDS).until(() -> !child.isIn("engine.run.Cycle"));

            Stop stop = child.terminate();

            assertThat(stop.untilEnded()).isLessThan(IN_A_WAIT);
            assertThat(stop.code()).isEqualTo(Child.TERMINATED);
        }
        assertThat(number("runs where ended_at is null")).isZero();
    }

    @Test
    void while_it_judges_a_long_session_whose_tick_the_next_start_judges() throws Exception {
        start(Lab.bulk(MANY_FLOWS, Clock.systemUTC()));
        rule("long-session", LONG_SESSION);
        try (Child child = serve()) {
            child.ready();
            await().atMost(180, TimeUnit.SECONDS).until(() -> child.isIn("fireAllRules"));

            Stop stop = child.terminate();

            assertThat(stop.untilEnded()).isLessThan(IN_A_WAIT);
            assertThat(stop.code()).isEqualTo(Child.TERMINATED);
        }
        assertThat(number("runs where result = 'STOPPED'")).isOne();
        assertThat(number("run_steps where step like 'judge%' and outcome = 'STOPPED'")).isOne();

        rule(
                "long-session",
                LONG_SESSION
                        .replace("Flow( connections - $n > 1000000 )", "")
                        .replace("$n : connections", "srcIp.endsWith(\"7\")"));
        // A tick before the new text is judged by the old one.
        await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> {
                            runsWell();
                            return number("alerts") > 0;
                        });

        assertThat(number("alerts"))
                .as("one for each of some sources")
                .isEqualTo(
                        ask(
                                "select count(distinct src_ip) from history.flows"
                                        + " where src_ip like '%7'"))
                .isPositive();
    }

    @Test
    void while_alerts_are_remembered_all_of_which_are_there_or_none() throws Exception {
        start(Lab.bulk(MANY_ALERTS, Clock.systemUTC()));
        rule("one-alert-per-flow", ONE_ALERT_PER_FLOW);
        try (Child child = serve()) {
            child.ready();
            await().atMost(180, TimeUnit.SECONDS)
                    .until(() -> child.isIn("engine.alert.AlertBook.record"));

            Stop stop = child.terminate();

            assertThat(stop.untilGone()).isLessThan(IN_A_TRANSACTION);
            assertThat(stop.code()).isEqualTo(Child.TERMINATED);
        }
        assertThat(number("alerts"))
                .isIn(0L, (long) MANY_ALERTS)
                .isEqualTo(number("findings"))
                .isEqualTo(number("alert_evidence"));

        runsWell();

        assertThat(number("alerts")).isEqualTo(MANY_ALERTS);
    }

    private void rule(String name, String text) throws IOException {
        Files.writeString(
                folder.resolve("rules").resolve(name + ".drl"),
                "package illumiomonitor.rules.own\n" + text);
    }

    private void runsWell() throws IOException {
        try (Child child = Child.start(folder, "run", "-c", "monitor.yaml")) {
            assertThat(child.lastLine()).endsWith("OK");
        }
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
        assertThat(number("flows")).isZero();

        runsWell();

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
