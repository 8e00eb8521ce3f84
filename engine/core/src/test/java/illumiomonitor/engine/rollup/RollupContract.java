package illumiomonitor.engine.rollup;

import static illumiomonitor.engine.rule.Planted.PCE;
import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.engine.rule.Planted;
import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Edge;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Metric;
import illumiomonitor.spi.Silence;
import illumiomonitor.spi.SourceHealth;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of the past is what the increments say, and tells no tick of what came later. */
abstract class RollupContract {

    private static final Duration HOUR = Duration.ofHours(1);

    private Planted planted;
    private Memory memory;

    abstract Store openEmpty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        planted = new Planted(openEmpty());
        memory = memory(planted.store);
    }

    @AfterEach
    void close() {
        planted.close();
    }

    static Memory memory(Store store) {
        SourceHealth ok =
                new SourceHealth("hq", "TRAFFIC", "OK", 0, TEN, "", Duration.ZERO, Duration.ZERO);
        return new Memory(
                store,
                Config.Pull.defaults(),
                Config.Judge.defaults(),
                ZoneOffset.UTC,
                (pce, tick) -> List.of(ok));
    }

    private void pulled(Instant tick) throws InterruptedException {
        memory.rollups().takeIn(PCE, "hq");
        memory.rollups().make(PCE, "hq", tick);
    }

    /** An hour's value of 100 connections for so many hours up to the instant, one pull each. */
    private void hours(String src, int count, Instant to) throws InterruptedException {
        for (int back = count; back > 0; back--) {
            Instant at = to.minus(HOUR.multipliedBy(back)).plusSeconds(1800);
            planted.pull(at, "OK");
            planted.flow(src, "10.0.9.9", 443).allowed().grew(100 + back % 2, at);
        }
        pulled(to.plus(HOUR));
    }

    private <T> List<T> facts(Class<T> type, Instant at, Duration window)
            throws InterruptedException {
        FactSource<?> source =
                memory.facts().stream().filter(one -> one.type() == type).findFirst().orElseThrow();
        Instant from = at.minus(window);
        try (Handle handle = planted.store.jdbi().open()) {
            List<?> made =
                    source.facts(
                            new FactSource.Window(
                                    handle,
                                    PCE,
                                    "hq",
                                    new Tick(at, from, ZoneOffset.UTC, true),
                                    flows(from, at),
                                    memory.windows(),
                                    rule -> HOUR));
            return made.stream()
                    .map(type::cast)
                    .sorted(Comparator.comparing(Object::toString))
                    .toList();
        }
    }

    private List<Flow> flows(Instant from, Instant to) throws InterruptedException {
        return List.copyOf(memory.windows().between(PCE, "hq", from, to));
    }

    private History history(Instant at) {
        Tick tick = new Tick(at, at.minusSeconds(600), ZoneOffset.UTC, true);
        return memory.histories().of(PCE, "hq", tick, memory.windows());
    }

    private Baseline opened(Instant at, String ip) throws InterruptedException {
        return baseline(at, Metric.OPENED, ip);
    }

    private Baseline baseline(Instant at, Metric metric, String ip) throws InterruptedException {
        return facts(Baseline.class, at, HOUR).stream()
                .filter(one -> one.metric() == metric && one.entity().equals(ip))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_baseline_compares_the_last_hour_with_the_hours_before() throws InterruptedException {
        hours("10.0.0.1", 12, TEN.minus(HOUR));
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(5_000, TEN.minusSeconds(600));
        pulled(TEN);

        Baseline baseline = opened(TEN, "10.0.0.1");

        double median = (Math.log1p(100) + Math.log1p(101)) / 2;
        assertThat(baseline.value()).isEqualTo(5_000);
        assertThat(baseline.samples()).isEqualTo(12);
        assertThat(baseline.seasonal()).isFalse();
        assertThat(baseline.median()).isCloseTo(median, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(baseline.z())
                .isCloseTo(
                        (Math.log1p(5_000) - median) / (0.05 * median),
                        org.assertj.core.data.Offset.offset(1e-9));
        assertThat(baseline.endpoint().managed()).isTrue();
    }

    /** An hour's value of a megabyte for so many hours up to ten, one pull each. */
    private void sent(int count) throws InterruptedException {
        for (int back = count; back > 0; back--) {
            Instant at = TEN.minus(HOUR.multipliedBy(back)).minusSeconds(1800);
            planted.pull(at, "OK");
            planted.flow("10.0.0.1", "10.0.9.9", 445)
                    .allowed()
                    .grew(1, 1_000_000, at.minusSeconds(60), at);
        }
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.8", 445)
                .allowed()
                .grew(1, 700_000_000, TEN.minusSeconds(600), TEN.minusSeconds(540));
        pulled(TEN);
    }

    @Test
    void bytes_that_an_address_sends_have_a_baseline_whoever_takes_them()
            throws InterruptedException {
        sent(30);

        Baseline baseline = baseline(TEN, Metric.SENT, "10.0.0.1");

        assertThat(baseline.value()).isEqualTo(700_000_000);
        assertThat(baseline.usual()).isEqualTo(1_000_000);
        assertThat(baseline.samples()).isEqualTo(30);
        assertThat(baseline.z())
                .isCloseTo(
                        (Math.log1p(700_000_000) - Math.log1p(1_000_000))
                                / (0.05 * Math.log1p(1_000_000)),
                        org.assertj.core.data.Offset.offset(1e-9));
        assertThat(
                        strings(
                                "select cast(sum(value) as varchar) from history.rollups"
                                        + " where metric = 'SENT' and entity = '10.0.0.1'"))
                .containsExactly("30000000");
    }

    @Test
    void bytes_that_come_late_are_added_to_the_hour_in_which_they_were_sent()
            throws InterruptedException {
        sent(3);
        planted.pull(TEN.plus(HOUR), "OK");
        Instant then = TEN.minus(HOUR.multipliedBy(2)).minusSeconds(1700);
        planted.flow("10.0.0.1", "10.0.9.7", 445)
                .allowed()
                .grew(1, 4_000_000, then.minusSeconds(60), then);
        pulled(TEN.plus(HOUR));

        assertThat(
                        strings(
                                "select cast(value as varchar) from history.rollups"
                                        + " where metric = 'SENT' order by utc_hour"))
                .containsExactly("1000000", "5000000", "1000000", "700000000");
    }

    @Test
    void hours_before_a_metric_was_kept_are_unknown_and_no_zeros() throws InterruptedException {
        sent(30);
        planted.execute(
                "update rollup_metric set kept_from = ? where name = 'SENT'",
                Planted.utc(TEN.minus(HOUR.multipliedBy(13))));

        assertThat(baseline(TEN, Metric.SENT, "10.0.0.1").samples()).isEqualTo(12);
        assertThat(opened(TEN, "10.0.0.1").samples()).isEqualTo(30);

        planted.execute(
                "update rollup_metric set kept_from = ? where name = 'SENT'",
                Planted.utc(TEN.plus(HOUR)));
        memory = memory(planted.store);

        assertThat(baseline(TEN, Metric.SENT, "10.0.0.1").samples()).isZero();
    }

    @Test
    void hours_inside_a_gap_do_not_count() throws InterruptedException {
        hours("10.0.0.1", 12, TEN.minus(HOUR));
        planted.execute(
                """
                insert into gap (pce_id, kind, from_at, to_at, reason, opened_at)
                values (1, 'TRAFFIC', ?, ?, 'down', ?)
                """,
                Planted.utc(TEN.minus(HOUR.multipliedBy(5))),
                Planted.utc(TEN.minus(HOUR.multipliedBy(3))),
                Planted.utc(TEN));

        assertThat(opened(TEN, "10.0.0.1").samples()).isEqualTo(10);
    }

    @Test
    void judging_an_old_tick_again_gives_the_same_facts() throws InterruptedException {
        hours("10.0.0.1", 6, TEN);
        List<Baseline> baselines = facts(Baseline.class, TEN, HOUR);
        List<Edge> edges = facts(Edge.class, TEN, HOUR);
        List<Silence> silences = facts(Silence.class, TEN.plus(HOUR.multipliedBy(2)), HOUR);
        assertThat(baselines).isNotEmpty();
        assertThat(edges).isNotEmpty();

        hours("10.0.0.1", 5, TEN.plus(HOUR.multipliedBy(40)));
        hours("10.0.0.2", 5, TEN.plus(HOUR.multipliedBy(40)));

        assertThat(facts(Baseline.class, TEN, HOUR)).isEqualTo(baselines);
        assertThat(facts(Edge.class, TEN, HOUR)).isEqualTo(edges);
        memory = memory(planted.store);
        assertThat(facts(Baseline.class, TEN, HOUR)).isEqualTo(baselines);
        assertThat(facts(Edge.class, TEN, HOUR)).isEqualTo(edges);
        assertThat(facts(Silence.class, TEN.plus(HOUR.multipliedBy(2)), HOUR)).isEqualTo(silences);
    }

    @Test
    void an_edge_is_new_in_the_window_in_which_it_first_appears() throws InterruptedException {
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 22).grew(1, TEN.minusSeconds(300));
        pulled(TEN);
        Instant later = TEN.plus(HOUR.multipliedBy(30));
        planted.pull(later, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 22).allowed().grew(1, later.minusSeconds(300));
        planted.flow("10.0.0.1", "10.0.9.8", 22).allowed().grew(1, later.minusSeconds(300));
        pulled(later);

        Edge first = facts(Edge.class, TEN, Duration.ofMinutes(10)).get(0);
        List<Edge> again = facts(Edge.class, later, Duration.ofMinutes(10));
        Edge known = again.stream().filter(e -> e.dstIp().equals("10.0.9.9")).findFirst().get();
        Edge fresh = again.stream().filter(e -> e.dstIp().equals("10.0.9.8")).findFirst().get();

        assertThat(first.isNew()).isTrue();
        assertThat(known.isNew()).isFalse();
        assertThat(known.firstSeen()).isEqualTo(TEN.minusSeconds(360));
        assertThat(known.daysBefore()).isEqualTo(1);
        assertThat(known.stoppedDays()).isEqualTo(1);
        assertThat(known.allowedDays()).isZero();
        assertThat(known.pulls()).isEqualTo(1);
        assertThat(fresh.isNew()).isTrue();
        assertThat(fresh.srcFirstSeen()).isEqualTo(TEN.minusSeconds(360));
        assertThat(fresh.serviceFirstSeen()).isEqualTo(TEN.minusSeconds(360));
        assertThat(flows(later.minusSeconds(600), later))
                .extracting(Flow::firstSeen)
                .contains(TEN.minusSeconds(360));
    }

    @Test
    void an_edge_whose_bucket_begins_at_midnight_is_new_when_it_is_first_met()
            throws InterruptedException {
        Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
        planted.pull(TEN, "OK");
        Planted.Row row =
                planted.flow("10.0.0.1", "10.0.9.9", 22)
                        .grew(1, 0, TEN.minusSeconds(600), TEN.minusSeconds(60));
        planted.execute(
                "update flow set first_detected = ? where flow_id = ?",
                Planted.utc(midnight),
                row.id());
        Duration window = Duration.ofMinutes(10);

        assertThat(facts(Edge.class, TEN, window)).extracting(Edge::isNew).containsExactly(true);
        pulled(TEN);
        assertThat(facts(Edge.class, TEN, window))
                .as("judged again, the edge being known")
                .extracting(Edge::isNew, Edge::firstSeen)
                .containsExactly(tuple(true, TEN.minusSeconds(600).plusNanos(1_000)));

        Instant later = TEN.plus(window);
        planted.pull(later, "OK");
        row.grew(1, 0, later.minusSeconds(300), later.minusSeconds(60));

        assertThat(facts(Edge.class, later, window)).extracting(Edge::isNew).containsExactly(false);
        assertThat(history(later).firstSeen("10.0.0.1", "10.0.9.9", 22, 6))
                .isEqualTo(TEN.minusSeconds(600).plusNanos(1_000));
    }

    @Test
    void the_next_days_bucket_of_a_known_edge_makes_it_not_new() throws InterruptedException {
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 22).grew(1, TEN.minusSeconds(60));
        pulled(TEN);
        Instant next = TEN.plus(Duration.ofDays(1));
        planted.pull(next, "OK");
        Planted.Row row =
                planted.flow("10.0.0.1", "10.0.9.9", 22)
                        .grew(1, 0, next.minusSeconds(300), next.minusSeconds(60));
        planted.execute(
                "update flow set first_detected = ? where flow_id = ?",
                Planted.utc(Instant.parse("2026-03-03T00:00:00Z")),
                row.id());

        Edge edge = facts(Edge.class, next, Duration.ofMinutes(10)).get(0);

        assertThat(edge.isNew()).isFalse();
        assertThat(edge.firstSeen()).isEqualTo(TEN.minusSeconds(120));
    }

    @Test
    void a_workload_that_stopped_talking_is_silent() throws InterruptedException {
        hours("10.0.0.1", 12, TEN.minus(HOUR.multipliedBy(4)));
        hours("10.0.0.2", 12, TEN);

        List<Silence> silences = facts(Silence.class, TEN, HOUR);

        assertThat(silences).extracting(Silence::ip).containsExactly("10.0.0.1");
        Silence silence = silences.get(0);
        assertThat(silence.since()).isEqualTo(TEN.minus(HOUR.multipliedBy(4)));
        assertThat(silence.lasted()).isEqualTo(HOUR.multipliedBy(4));
        assertThat(silence.expected()).isBetween(390.0, 410.0);
        assertThat(silence.probability()).isLessThan(1e-4);
    }

    @Test
    void the_past_can_be_asked() throws InterruptedException {
        Instant day = Instant.parse("2026-03-01T12:00:00Z");
        planted.pull(day, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(3, 500, day.minusSeconds(60), day);
        planted.flow("10.0.0.2", "10.0.9.9", 443).allowed().grew(1, day);
        planted.flow("10.0.0.2", "192.0.2.7", 443)
                .allowed()
                .grew(1, 900, day.minusSeconds(60), day);
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(4, 700, TEN.minusSeconds(60), TEN);
        planted.event(day, "user.update", "success", "ann", "10.1.1.1");
        pulled(TEN);
        History history = history(TEN);
        Endpoint src = flows(TEN.minusSeconds(600), TEN).get(0).src();

        assertThat(history.firstSeen("10.0.0.1", "10.0.9.9", 443, 6))
                .isEqualTo(day.minusSeconds(60));
        assertThat(history.firstSeen("10.0.0.1", "10.0.9.9", 22, 6)).isEqualTo(Instant.MAX);
        assertThat(history.lastSeen("10.0.0.1", "10.0.9.9", 443, 6))
                .isEqualTo(Instant.parse("2026-03-01T23:59:59Z"));
        assertThat(history.peers(src)).isEqualTo(1);
        assertThat(history.prevalence(src, "10.0.9.9", 443, 6)).isEqualTo(1);
        assertThat(history.portPrevalence(src, 22, 6)).isZero();
        assertThat(history.peerOverlap(src)).isEqualTo(0.5);
        assertThat(history.connections("10.0.0.1", "10.0.9.9", 443, 6, HOUR)).isEqualTo(4);
        assertThat(history.bytesIn("10.0.0.1", "10.0.9.9", Duration.ofDays(3))).isEqualTo(1200);
        assertThat(history.dailyBytesIn("10.0.0.1", "10.0.9.9", 2)).containsExactly(500L, 0L);
        assertThat(history.uploadPercentile("", 99)).isEqualTo(900);
        assertThat(history.usualBytes("", 443, 6)).as("of 166 and 900").isEqualTo(166);
        assertThat(history.usualBytes("", 22, 6)).isZero();
        assertThat(history.roleEgressed("")).isFalse();
        assertThat(history.stoppedBefore("10.0.0.1", "10.0.9.9", 443, 6)).isFalse();
        assertThat(history.events("ann", Duration.ofDays(2))).hasSize(1);
        assertThat(history.eventsOf("user.update", Duration.ofHours(1))).isEmpty();
        assertThat(history.actorSeenFrom("ann", "10.1.1.1")).isTrue();
        assertThat(history.actorSeenFrom("ann", "10.1.1.2")).isFalse();
        assertThat(history.actorHourShare("ann", TEN)).isEqualTo(1);
        assertThat(history.firstSeen("10.0.0.2")).isEqualTo(day.minusSeconds(60));
    }

    @Test
    void one_rule_cannot_change_what_the_history_tells_the_next() throws InterruptedException {
        planted.pull(TEN, "OK");
        planted.event(TEN.minusSeconds(60), "user.update", "success", "ann", "10.1.1.1");
        History history = history(TEN);

        assertThat(
                        List.of(
                                history.events("ann", HOUR),
                                history.eventsOf("user.update", HOUR),
                                history.dailyBytesIn("10.0.0.1", "10.0.9.9", 2)))
                .allSatisfy(
                        list ->
                                assertThatThrownBy(list::clear)
                                        .isInstanceOf(UnsupportedOperationException.class));
        assertThat(history.events("ann", HOUR)).hasSize(1);
    }

    @Test
    void who_scanned_once_leaves_no_row_once_the_week_is_over() throws InterruptedException {
        hours("10.0.0.1", 2, TEN);
        planted.pull(TEN, "OK");
        planted.flow("198.51.100.9", "10.0.9.9", 22).grew(1, TEN.minusSeconds(300));
        pulled(TEN.plus(HOUR));
        assertThat(entities()).contains("198.51.100.9");

        hours("10.0.0.1", 1, TEN.plus(Duration.ofDays(7)));

        assertThat(entities()).contains("10.0.0.1").doesNotContain("198.51.100.9");
    }

    private List<String> entities() {
        return strings("select distinct entity from history.rollups");
    }

    private List<String> strings(String sql) {
        return planted.store
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    @Test
    void people_ask_for_hours_and_days_in_sql() throws InterruptedException {
        Instant day = Instant.parse("2026-03-01T12:30:00Z");
        planted.pull(day, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(3, day);
        pulled(TEN);

        List<Map<String, Object>> hours =
                planted.store
                        .jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        select value, utc_hour = timestamp with time zone '2026-03-01 12:00:00+00' as at_noon
                                                          from history.rollups
                                                         where metric = 'OPENED' and entity = '10.0.0.1'
                                                        """)
                                                .mapToMap()
                                                .list());

        assertThat(hours).containsExactly(Map.of("value", 3L, "at_noon", true));
        assertThat(strings("select cast(utc_day as varchar) from history.edges"))
                .containsExactly("2026-03-01");
    }

    @Test
    void days_of_older_buckets_are_learned_and_make_an_edge_old() throws InterruptedException {
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 22).grew(1, TEN.minusSeconds(300));
        pulled(TEN);
        Endpoint src = flows(TEN.minusSeconds(600), TEN).get(0).src();
        Endpoint dst = flows(TEN.minusSeconds(600), TEN).get(0).dst();
        Instant then = Instant.parse("2026-02-20T08:00:00Z");
        EdgeDays.Row row =
                new EdgeDays.Row(src, dst, 22, 6, Decision.BLOCKED, 7, 70, 0, then, then);

        for (int twice = 0; twice < 2; twice++) {
            planted.store
                    .jdbi()
                    .useTransaction(
                            handle ->
                                    memory.rollups()
                                            .days()
                                            .learn(
                                                    handle,
                                                    PCE,
                                                    LocalDate.parse("2026-02-20"),
                                                    List.of(row)));
        }

        Edge edge = facts(Edge.class, TEN, Duration.ofMinutes(10)).get(0);
        assertThat(edge.isNew()).isFalse();
        assertThat(edge.firstSeen()).isEqualTo(then);
        assertThat(edge.stoppedDays()).isEqualTo(1);
        assertThat(strings("select cast(connections as varchar) from history.edges"))
                .containsExactly("7");
    }

    @Test
    void soon_after_midnight_yesterday_counts_though_it_is_not_summed_up_yet() throws Exception {
        Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
        planted.pull(midnight.minusSeconds(600), "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443)
                .allowed()
                .grew(7, 500, midnight.minusSeconds(1200), midnight.minusSeconds(600));
        memory.rollups().takeIn(PCE, "hq");
        Instant at = midnight.plusSeconds(300);
        Tick tick = new Tick(at, at.minusSeconds(600), ZoneOffset.UTC, true);

        History history = memory.histories().of(PCE, "hq", tick, memory.windows());

        assertThat(history.connections("10.0.0.1", "10.0.9.9", 443, 6, Duration.ofDays(2)))
                .isEqualTo(7);
        assertThat(history.dailyBytesIn("10.0.0.1", "10.0.9.9", 2)).containsExactly(500L, 0L);
    }

    @Test
    void the_fleet_is_who_the_list_had_at_the_tick_and_who_spoke_where_it_was_never_read()
            throws InterruptedException {
        planted.pull(TEN.minusSeconds(60), "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).allowed().grew(1, TEN.minusSeconds(60));
        planted.execute("update endpoint set href = '/w/9' where ip = '10.0.0.1'");
        assertThat(history(TEN).fleet()).isEqualTo(1);

        planted.execute(
                """
                insert into reference_read (pce_id, read_at, valid_at, outcome, changed, reason)
                values (1, ?, ?, 'OK', 3, '')
                """,
                Hours.utc(TEN),
                Hours.utc(TEN));
        for (String listed : List.of("/w/1 true", "/w/2 true", "/w/3 false")) {
            planted.execute(
                    """
                    insert into reference_object (pce_id, kind, href, name, body, labels_since, valid_from)
                    values (1, 'WORKLOADS', ?, 'host', ?, ?, ?)
                    """,
                    listed.substring(0, 4),
                    "{\"managed\": %s}".formatted(listed.substring(5)),
                    Hours.utc(TEN),
                    Hours.utc(TEN));
        }

        assertThat(history(TEN.minusSeconds(1)).fleet()).isEqualTo(1);
        assertThat(history(TEN).fleet()).isEqualTo(2);
    }
}
