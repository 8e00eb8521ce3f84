package illumiomonitor.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deleted and what is not, whichever engine is underneath. */
abstract class RetentionContract {

    private static final Instant NOW = Instant.parse("2026-06-20T10:00:00Z");
    private static final long TODAY = Cutoffs.day(NOW);
    private static final Config.Keep KEEP =
            new Config.Keep(
                    Duration.ofDays(5),
                    Duration.ofDays(90),
                    Duration.ofDays(10),
                    Duration.ofDays(20),
                    Duration.ofDays(15));

    private final List<String> told = new ArrayList<>();
    private Store store;

    abstract Store openEmpty() throws Exception;

    @BeforeEach
    void opens() throws Exception {
        store = openEmpty();
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "insert into pce (pce_id, name, first_seen_at) values (1, 'hq', ?)",
                                        at(NOW)));
    }

    @AfterEach
    void closes() {
        store.close();
    }

    @Test
    void flows_go_by_whole_utc_days_with_all_that_hangs_on_them() throws Exception {
        for (int age = 0; age <= 8; age++) {
            day(age, 30);
        }
        store.totals().fold();
        run(KEEP);
        assertThat(longs("select distinct flow_id / 1000000000 from flow order by 1"))
                .containsExactly(TODAY - 5, TODAY - 4, TODAY - 3, TODAY - 2, TODAY - 1, TODAY);
        assertThat(longs("select count(*) from increment")).containsExactly(6 * 30L);
        assertThat(longs("select count(*) from flow_total")).containsExactly(6 * 30L);
        assertThat(longs("select count(*) from uncounted")).containsExactly(6L);
        assertThat(longs("select count(*) from flow_moved")).containsExactly(6L);
        assertThat(longs("select count(*) from history.flows")).containsExactly(6 * 30L);
    }

    @Test
    void today_and_yesterday_never_go() throws Exception {
        day(0, 3);
        day(1, 3);
        day(2, 3);
        run(
                new Config.Keep(
                        Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        assertThat(longs("select distinct flow_id / 1000000000 from flow order by 1"))
                .containsExactly(TODAY - 1, TODAY);
        assertThat(longs("select count(*) from history.increments")).containsExactly(6L);
    }

    @Test
    void increments_of_a_late_pull_stay_until_the_pull_expires() throws Exception {
        day(6, 2);
        day(1, 2);
        long late = pullOf(1);
        increments(late, TODAY - 6, 1, 10);
        run(KEEP);
        assertThat(
                        longs(
                                "select count(*) from flow where flow_id < "
                                        + (TODAY - 5) * 1_000_000_000L))
                .containsExactly(0L);
        assertThat(longs("select count(*) from increment")).containsExactly(3L);
        assertThat(longs("select count(*) from history.increments")).containsExactly(2L);
    }

    @Test
    void the_newest_good_pull_stays_however_old() throws Exception {
        day(60, 1);
        day(50, 1);
        run(KEEP);
        assertThat(longs("select pull_id from pull order by 1"))
                .containsExactly(pullOf(60), pullOf(50));
        day(1, 1);
        run(KEEP, NOW.plus(Duration.ofDays(1)));
        assertThat(longs("select pull_id from pull")).containsExactly(pullOf(1));
    }

    @Test
    void events_go_by_their_time() throws Exception {
        day(1, 1);
        for (int age = 8; age <= 13; age++) {
            event(20 - age, NOW.minus(Duration.ofDays(age)));
        }
        run(KEEP);
        assertThat(longs("select event_id from event order by 1")).containsExactly(10L, 11L, 12L);
    }

    @Test
    void closed_alerts_go_with_their_evidence_and_open_ones_stay_with_their_findings()
            throws Exception {
        alert(1, "10.0.0.1", "CLOSED", 30);
        alert(2, "10.0.0.2", "OPEN", 30);
        alert(3, "10.0.0.3", "ACKNOWLEDGED", 30);
        alert(4, "10.0.0.4", "CLOSED", 3);
        run(KEEP);
        assertThat(longs("select alert_id from alert order by 1")).containsExactly(2L, 3L, 4L);
        assertThat(longs("select alert_id from alert_evidence order by 1"))
                .containsExactly(2L, 3L, 4L);
        assertThat(longs("select alert_id from delivery order by 1")).containsExactly(2L, 3L, 4L);
        assertThat(longs("select finding_id from finding order by 1")).containsExactly(2L, 3L, 4L);
    }

    @Test
    void edges_go_with_their_days_and_who_holds_them_is_told_once() throws Exception {
        day(1, 1);
        for (int n = 1; n <= 600; n++) {
            edge(n, n == 600 ? 90 : 91);
        }
        run(KEEP);
        assertThat(longs("select edge_id from edge")).containsExactly(600L);
        assertThat(longs("select edge_id from edge_day")).containsExactly(600L);
        assertThat(told).containsExactly("edges deleted");

        run(KEEP);

        assertThat(told).as("nothing had expired").hasSize(1);
    }

    private void edge(long id, int age) {
        store.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    """
                                    insert into edge (edge_id, pce_id, src_ip, dst_ip, port, proto, src_group, dst_group,
                                                      dst_managed, first_at, last_day, seen, allowed, stopped)
                                    values (?, 1, '10.0.0.1', '10.0.0.2', ?, 6, '', '', true, ?, ?, 1, 1, 0)
                                    """,
                                    id,
                                    id,
                                    Cutoffs.start(TODAY - age),
                                    TODAY - age);
                            handle.execute(
                                    """
                                    insert into edge_day (edge_day_id, pce_id, edge_id, connections, bytes_in, bytes_out, learned)
                                    values (?, 1, ?, 1, 1, 1, false)
                                    """,
                                    flow(TODAY - age, (int) id),
                                    id);
                        });
    }

    @Test
    void runs_go_with_their_log_but_not_while_they_last() throws Exception {
        runRow(1, 30, true);
        runRow(2, 30, false);
        runRow(3, 3, true);
        run(KEEP);
        assertThat(longs("select run from run order by 1")).containsExactly(2L, 3L);
        assertThat(longs("select run from run_log order by 1")).containsExactly(2L, 3L);
    }

    @Test
    void closed_gaps_stay_as_long_as_the_sums_they_are_missing_from_or_the_runs() throws Exception {
        gap(1, 100, true);
        gap(2, 30, true);
        gap(3, 100, false);
        run(KEEP);
        assertThat(longs("select gap_id from gap order by 1")).containsExactly(2L, 3L);
        gap(4, 30, true);
        Duration day = Duration.ofDays(1);
        run(new Config.Keep(day, Duration.ofDays(10), day, day, Duration.ofDays(40)));
        assertThat(longs("select gap_id from gap order by 1")).containsExactly(2L, 3L, 4L);
    }

    @Test
    void much_is_deleted_in_short_steps() throws Exception {
        day(8, 9_000);
        day(1, 10);
        Retention retention = retention(KEEP, NOW);
        int steps = 0;
        for (long deleted = retention.step(); deleted > 0; deleted = retention.step()) {
            assertThat(deleted).isLessThanOrEqualTo(2_000);
            steps++;
        }
        assertThat(steps).isGreaterThan(8);
        assertThat(longs("select count(*) from flow")).containsExactly(10L);
        assertThat(longs("select count(*) from increment")).containsExactly(10L);
    }

    @Test
    void the_evidence_of_an_expired_alert_goes_in_short_steps_however_much_it_is() {
        for (int id = 1; id <= 3; id++) {
            alert(id, "10.0.0." + id, id == 3 ? "OPEN" : "CLOSED", 30);
            evidence(id, 5_000);
        }
        Retention retention =
                new Retention(store, KEEP, Clock.fixed(NOW, ZoneOffset.UTC), () -> {});
        long before = evidenceRows();
        int steps = 0;
        for (long deleted = retention.step(); deleted > 0; deleted = retention.step()) {
            long now = evidenceRows();
            assertThat(before - now).isLessThanOrEqualTo(2_000);
            before = now;
            steps++;
        }
        assertThat(steps).isGreaterThan(5);
        assertThat(longs("select distinct alert_id from alert_evidence")).containsExactly(3L);
        assertThat(longs("select alert_id from alert")).containsExactly(3L);
    }

    private long evidenceRows() {
        return longs("select count(*) from alert_evidence").get(0);
    }

    private void evidence(long alert, int rows) {
        store.jdbi()
                .useTransaction(
                        handle -> {
                            PreparedBatch batch =
                                    handle.prepareBatch(
                                            "insert into alert_evidence (alert_id, tick, kind, name, value) values (?, ?, 'NOTE', ?, 'v')");
                            for (int n = 1; n <= rows; n++) {
                                batch.add(alert, at(NOW), "n" + n);
                            }
                            batch.execute();
                        });
    }

    @Test
    void an_interrupted_run_stops_between_two_steps() throws Exception {
        day(8, 10);
        day(1, 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(KEEP)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(longs("select count(*) from pce")).containsExactly(1L);
    }

    @Test
    void nothing_happens_after_the_deadline() throws Exception {
        day(8, 10);
        Retention retention = retention(KEEP, NOW);
        assertThat(retention.run(NOW)).isZero();
        assertThat(longs("select count(*) from flow")).containsExactly(10L);
    }

    @Test
    void the_first_kept_day_is_told_to_who_pulls() {
        assertThat(Retention.firstFlowDay(NOW, KEEP)).isEqualTo(TODAY - 5);
    }

    private void run(Config.Keep keep) throws InterruptedException {
        run(keep, NOW);
    }

    private void run(Config.Keep keep, Instant now) throws InterruptedException {
        retention(keep, now).run(now.plusSeconds(60));
    }

    private Retention retention(Config.Keep keep, Instant now) {
        return new Retention(
                store, keep, Clock.fixed(now, ZoneOffset.UTC), () -> told.add("edges deleted"));
    }

    private static long pullOf(int age) {
        return 1_000 - age;
    }

    /** A pull, flows and their increments, a twin and a moved flow, all of one day. */
    private void day(int age, int flows) {
        long day = TODAY - age;
        long pull = pullOf(age);
        store.jdbi()
                .useTransaction(
                        handle -> {
                            OffsetDateTime tick = Cutoffs.start(day).plusHours(5);
                            handle.execute(
                                    """
                                    insert into pull (pull_id, pce_id, run, kind, tick, window_from, window_to, asked_at, outcome)
                                    values (?, 1, 1, 'TRAFFIC', ?, ?, ?, ?, 'OK')
                                    """,
                                    pull,
                                    tick,
                                    tick,
                                    tick,
                                    tick);
                            PreparedBatch batch =
                                    handle.prepareBatch(
                                            """
                                            insert into flow (flow_id, pce_id, pull_id, src, dst, port, proto, direction, decision,
                                                              first_detected, bucket_from, counted)
                                            values (?, 1, ?, 1, 1, 443, 6, 1, 2, ?, ?, true)
                                            """);
                            for (int n = 1; n <= flows; n++) {
                                batch.add(flow(day, n), pull, tick, Cutoffs.start(day));
                            }
                            batch.execute();
                            handle.execute(
                                    "insert into uncounted (flow_id, pull_id) values (?, ?)",
                                    flow(day, 1),
                                    pull);
                            handle.execute(
                                    "insert into flow_moved (flow_id, pull_id, state, first_detected) values (?, ?, 0, ?)",
                                    flow(day, 1),
                                    pull,
                                    tick);
                            if (handle.createQuery("select count(*) from endpoint")
                                            .mapTo(long.class)
                                            .one()
                                    == 0) {
                                handle.execute(
                                        "insert into endpoint (endpoint_id, pce_id, ip, managed) values (1, 1, '10.0.0.1', true)");
                            }
                        });
        increments(pull, day, flows, 0);
    }

    private void increments(long pull, long day, int flows, int offset) {
        store.jdbi()
                .useTransaction(
                        handle -> {
                            PreparedBatch batch =
                                    handle.prepareBatch(
                                            """
                                            insert into increment (increment_id, flow_id, src, dst, since_at, until_at, last_detected,
                                                                   connections, bytes_in, bytes_out,
                                                                   total_connections, total_in, total_out, basis)
                                            values (?, ?, 1, 1, ?, ?, ?, 1, 1, 1, 1, 1, 1, 0)
                                            """);
                            OffsetDateTime time = Cutoffs.start(day).plusHours(4);
                            for (int n = 1; n <= flows; n++) {
                                batch.add(
                                        pull * 10_000_000 + offset + n,
                                        flow(day, n),
                                        time,
                                        time,
                                        time);
                            }
                            batch.execute();
                        });
    }

    private void gap(long id, int age, boolean closed) {
        OffsetDateTime end = at(NOW.minus(Duration.ofDays(age)));
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        insert into gap (gap_id, pce_id, kind, from_at, to_at, reason, opened_at, closed_at)
                                        values (?, 1, 'TRAFFIC', ?, ?, 'x', ?, ?)
                                        """,
                                        id,
                                        end.minusHours(1),
                                        end,
                                        end,
                                        closed ? end : null));
    }

    private void event(long id, Instant at) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "insert into event (event_id, pce_id, pull_id, href, at, type, body) values (?, 1, 1, ?, ?, 'x', '{}')",
                                        id,
                                        "/e/" + id,
                                        at(at)));
    }

    private void alert(long id, String subject, String state, int age) {
        OffsetDateTime tick = at(NOW.minus(Duration.ofDays(age)));
        String alert =
                """
                insert into alert (alert_id, pce_id, rule, rule_version, title, severity, subject, episode, summary,
                                   state, first_tick, last_tick, occurrences, cooldown_s, quiet_s,
                                   happened_at, visible_at, pulled_at, judged_at)
                values (:id, 1, 'traffic/x', 'v', 't', 'HIGH', :subject, 1, 's', :state, :tick, :tick, 1, 1, 1,
                        :tick, :tick, :tick, :tick)
                """;
        String evidence =
                "insert into alert_evidence (alert_id, tick, kind, name, value) values (:id, :tick, 'NOTE', 'n', 'v')";
        String delivery =
                """
                insert into delivery (alert_id, channel, notification, kind, idempotency_key, payload, state,
                                      next_at, created_at)
                values (:id, 'soc', 1, 'ALERT', :subject, '{}', 'SENT', :tick, :tick)
                """;
        String finding =
                """
                insert into finding (finding_id, pce_id, rule, rule_version, subject, tick, severity, summary, confirmed,
                                     happened_at, visible_at, pulled_at, judged_at)
                values (:id, 1, 'traffic/x', 'v', :subject, :tick, 'HIGH', 's', true, :tick, :tick, :tick, :tick)
                """;
        store.jdbi()
                .useHandle(
                        handle -> {
                            for (String sql : List.of(alert, evidence, delivery, finding)) {
                                handle.createUpdate(sql)
                                        .bind("id", id)
                                        .bind("subject", subject)
                                        .bind("state", state)
                                        .bind("tick", tick)
                                        .execute();
                            }
                        });
    }

    private void runRow(long run, int age, boolean ended) {
        OffsetDateTime tick = at(NOW.minus(Duration.ofDays(age)));
        store.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    "insert into run (run, pce_id, cause, tick, started_at, ended_at) values (?, 1, 'SCHEDULE', ?, ?, ?)",
                                    run,
                                    tick,
                                    tick,
                                    ended ? tick : null);
                            handle.execute(
                                    "insert into run_log (run, seq, at, level, message) values (?, 1, ?, 'INFO', 'm')",
                                    run,
                                    tick);
                        });
    }

    private List<Long> longs(String sql) {
        return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).list());
    }

    private static long flow(long day, int n) {
        return day * 1_000_000_000 + n;
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
