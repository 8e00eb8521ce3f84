package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.query.QueryTrouble;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.rules.Pack;
import illumiomonitor.web.EmptyStore;
import illumiomonitor.web.app.RecordedTruth.Sum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main way of the data on answers that a PCE really gave. */
class RecordedSetTest {

    /** Whole quarters at which the set has an answer, and one by which it has all of it. */
    private static final List<Instant> TICKS =
            List.of(
                    Instant.parse("2026-11-23T19:00:00Z"),
                    Instant.parse("2026-11-23T19:15:00Z"),
                    Instant.parse("2026-11-23T19:30:00Z"),
                    Instant.parse("2026-11-23T19:45:00Z"));

    @TempDir Path folder;

    private final LabClock clock = new LabClock(TICKS.get(0));
    private final Path set = RecordedSet.folder();
    private RecordedTruth truth;
    private Lab lab;
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        truth = new RecordedTruth(set);
        lab = Lab.recorded(set, clock).start();
        lab.habits().requestsPerMinute(100_000).polls(2);
        EmptyStore.in(folder);
        Files.createDirectories(folder.resolve("rules"));
        Path config = folder.resolve("monitor.yaml");
        Files.writeString(
                config,
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                schedule: {every: 5m}
                pull: {requests-per-minute: 100000, first-run: 1h}
                rules: {dir: rules}
                channels: []
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));
        engine = Engine.open(ConfigFile.load(config, Map.of()), clock, Pace.brisk());
    }

    @AfterEach
    void stop() {
        engine.close();
        lab.close();
    }

    private void run(Instant tick) throws InterruptedException {
        clock.set(tick);
        Cycle cycle = engine.cycles().get(0);
        RunResult result = engine.runNow(cycle, RunOptions.MANUAL, Journal.none());
        assertThat(result.result()).as(result.reason()).isEqualTo("OK");
    }

    private <T> List<T> ask(String sql, Class<T> type) {
        return engine.store()
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(type).list());
    }

    private Sum sum(String where) {
        return engine.store()
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select coalesce(sum(connections), 0), coalesce(sum(bytes_in), 0),"
                                                        + " coalesce(sum(bytes_out), 0) from history.increments where "
                                                        + where)
                                        .map(
                                                (row, context) ->
                                                        new Sum(
                                                                row.getLong(1),
                                                                row.getLong(2),
                                                                row.getLong(3)))
                                        .one());
    }

    private Sum pulledLast() {
        return sum("pull_id = (select max(pull_id) from history.pulls where kind = 'TRAFFIC')");
    }

    @Test
    void each_pull_brings_exactly_what_the_answers_grew_by() throws Exception {
        Sum before = new Sum(0, 0, 0);
        List<Sum> increments = new ArrayList<>();
        for (Instant tick : TICKS) {
            run(tick);

            Sum now = truth.reported(tick);
            assertThat(pulledLast()).as("at " + tick).isEqualTo(now.minus(before));
            assertThat(sum("counted")).as("counted at " + tick).isEqualTo(truth.counted(tick));
            increments.add(now.minus(before));
            before = now;
        }
        assertThat(increments)
                .containsExactly(
                        new Sum(152_831, 114_044_356, 1_003_308_749),
                        new Sum(6_732, 18_339_412, 176_061_080),
                        new Sum(5_165, 1_560_217_139, 163_416_648),
                        new Sum(0, 0, 0));
        assertThat(ask("select count(*) from history.flows", Integer.class))
                .containsExactly(truth.rows(TICKS.get(3)));
        assertThat(ask("select count(*) from history.events", Integer.class))
                .containsExactly(RecordedTruth.read(set.resolve("events.json")).size());
    }

    @Test
    void the_shipped_rules_find_what_happened() throws Exception {
        Pack.install(folder.resolve("rules"));
        for (Instant tick = TICKS.get(0);
                !tick.isAfter(TICKS.get(3));
                tick = tick.plus(Duration.ofMinutes(5))) {
            run(tick);
        }

        assertThat(
                        ask(
                                "select rule || ' ' || subject || ' ' || occurrences from history.alerts order by rule, subject",
                                String.class))
                .as(
                        "a sweep, guessed passwords, a burst, an upload of 1.5 GB, the first of its"
                                + " host, and a change half a minute after hours; and what the estate does every day: two environments and two services that policy"
                                + " leaves open")
                .containsExactly(
                        "audit/brute-force 10.4.131.160 7",
                        "audit/out-of-hours xe754c61673@xecafb12450.example 2",
                        "crossenv/volume x5986f3d1b3 > xfb8b0f7da7 1",
                        "crossenv/volume xfb8b0f7da7 > x5986f3d1b3 1",
                        "event/authentication-failures 10.4.131.160 2",
                        "event/failed-sign-ins 10.4.131.160 2",
                        "event/failed-sign-ins x992543e47f 2",
                        "event/sign-in-after-failures x992543e47f 8",
                        "newness/first-egress 10.62.17.158 5",
                        "policy/test-mode-admin x135c93e101|x5986f3d1b3 1",
                        "ransomware/port-across-networks xdf538ca052|x5986f3d1b3 1",
                        "traffic/admin-sweep 10.4.131.161 2",
                        "traffic/blocked-burst 10.4.131.161 2",
                        "traffic/blocked-burst 10.62.0.198 2",
                        "traffic/horizontal-sweep 10.4.131.161 2",
                        "traffic/horizontal-sweep-slow 10.4.131.161 1",
                        "traffic/sign-in-guessing 10.4.131.160 > 10.62.40.117 6",
                        "traffic/sign-in-guessing 10.62.43.159 > 10.44.188.5 5",
                        "traffic/upload-to-unmanaged 10.62.17.158 5");
    }

    @Test
    void a_query_that_fails_and_a_download_that_breaks_off_change_no_number() throws Exception {
        lab.queries().next(QueryTrouble.FAILED);
        run(TICKS.get(0));
        lab.faults().on(Match.download()).times(1).cut(0.5);
        run(TICKS.get(1));

        assertThat(sum("true")).isEqualTo(truth.reported(TICKS.get(1)));
        assertThat(sum("counted")).isEqualTo(truth.counted(TICKS.get(1)));
    }
}
