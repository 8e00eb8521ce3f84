package illumiomonitor.engine.rollup;

import static illumiomonitor.engine.rule.Planted.PCE;
import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** What is kept of the past is what the increments say, and tells no tick of what came later. */
abstract class RollupContract extends MemoryContract {

    private static final Duration HOUR = Duration.ofHours(1);

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
        hours("10.0.0.3", 9, TEN.plus(HOUR.multipliedBy(3)));
        hours("10.0.0.1", 6, TEN);
        List<Baseline> baselines = facts(Baseline.class, TEN, HOUR);
        List<Edge> edges = facts(Edge.class, TEN, HOUR);
        List<Silence> silences = facts(Silence.class, TEN.plus(HOUR.multipliedBy(2)), HOUR);
        assertThat(baselines).isNotEmpty();
        assertThat(edges).isNotEmpty();
        assertThat(silences).isNotEmpty();

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
    void days_in_a_row_on_which_an_edge_was_stopped_begin_after_the_last_on_which_it_was_allowed()
            throws InterruptedException {
        Duration day = Duration.ofDays(1);
        for (int days : List.of(13, 10, 9, 5, 4, 1)) {
            Instant then = TEN.minus(day.multipliedBy(days));
            planted.pull(then, "OK");
            var row = planted.flow("10.0.0.1", "10.0.9.9", 22);
            (days > 8 && days < 13 ? row.allowed() : row).grew(1, then.minusSeconds(60));
            pulled(then);
        }
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 22).allowed().grew(1, TEN.minusSeconds(60));
        pulled(TEN);
        Instant next = TEN.plus(day);
        planted.pull(next, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 22).allowed().grew(1, next.minusSeconds(60));
        pulled(next);

        Edge opened = facts(Edge.class, TEN, Duration.ofMinutes(10)).get(0);
        assertThat(opened.allowedDays()).isEqualTo(2);
        assertThat(opened.stoppedDays()).isEqualTo(4);
        assertThat(opened.stoppedInRow()).isEqualTo(3);
        assertThat(facts(Edge.class, next, Duration.ofMinutes(10)).get(0).stoppedInRow()).isZero();
    }

    @Test
    void an_edge_that_was_away_for_14_days_is_new_where_new_tries_are_counted()
            throws InterruptedException {
        Duration day = Duration.ofDays(1);
        for (int days : List.of(20, 14, 1)) {
            Instant then = TEN.minus(day.multipliedBy(days));
            planted.pull(then, "OK");
            planted.flow("10.0.0.1", "10.0.9." + days, 22).grew(1, then.minusSeconds(60));
            pulled(then);
        }
        planted.pull(TEN, "OK");
        for (int last : List.of(20, 14, 1, 77)) {
            planted.flow("10.0.0.1", "10.0.9." + last, 22).grew(1, TEN.minusSeconds(60));
        }
        pulled(TEN);

        assertThat(isNew(TEN, Duration.ofMinutes(10)))
                .containsOnlyKeys("10.0.9.1", "10.0.9.14", "10.0.9.20", "10.0.9.77")
                .containsEntry("10.0.9.1", false)
                .containsEntry("10.0.9.14", false)
                .containsEntry("10.0.9.20", true)
                .containsEntry("10.0.9.77", true);
        assertThat(isNew(TEN.plus(day.multipliedBy(2)).minus(HOUR), day.multipliedBy(2)))
                .as("two days later, in a window that begins an hour before they came back")
                .containsEntry("10.0.9.1", false)
                .containsEntry("10.0.9.20", true);
        Instant next = TEN.plus(day);
        planted.pull(next, "OK");
        planted.flow("10.0.0.1", "10.0.9.20", 22).grew(1, next.minusSeconds(60));
        pulled(next);
        assertThat(isNew(next, Duration.ofMinutes(10)))
                .as("a day after they came back")
                .containsEntry("10.0.9.20", false);
        assertThat(isNew(TEN, Duration.ofMinutes(10)))
                .as("the same tick again, judged later")
                .containsEntry("10.0.9.1", false)
                .containsEntry("10.0.9.20", true);
    }

    private Map<String, Boolean> isNew(Instant at, Duration window) throws InterruptedException {
        Map<String, Boolean> fresh = new HashMap<>();
        for (Flow flow : flows(at.minus(window), at)) {
            fresh.put(flow.dstIp(), memory.windows().isNew(PCE, flow, at.minus(window), 14));
        }
        return fresh;
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
    void an_edge_that_was_away_for_30_days_is_new_once_more_and_once_only()
            throws InterruptedException {
        Duration window = Duration.ofMinutes(10);
        Instant long_ago = TEN.minus(Duration.ofDays(40));
        planted.pull(long_ago, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 22).grew(1, long_ago.minusSeconds(60));
        planted.flow("10.0.0.1", "10.0.9.8", 22).grew(1, long_ago.minusSeconds(60));
        pulled(long_ago);
        Instant lately = TEN.minus(Duration.ofDays(29));
        planted.pull(lately, "OK");
        planted.flow("10.0.0.1", "10.0.9.8", 22).grew(1, lately.minusSeconds(60));
        pulled(lately);
        planted.pull(TEN, "OK");
        Planted.Row back =
                planted.flow("10.0.0.1", "10.0.9.9", 22)
                        .grew(1, 0, TEN.minusSeconds(300), TEN.minusSeconds(60));
        planted.flow("10.0.0.1", "10.0.9.8", 22).grew(1, TEN.minusSeconds(60));
        planted.execute(
                "update flow set first_detected = ? where flow_id = ?",
                Planted.utc(Instant.parse("2026-03-02T00:00:00Z")),
                back.id());
        pulled(TEN);
        Instant later = TEN.plus(HOUR);
        planted.pull(later, "OK");
        back.grew(1, 0, later.minusSeconds(300), later.minusSeconds(60));
        pulled(later);

        List<Edge> edges = facts(Edge.class, TEN, window);
        Edge known = edges.get(0);
        Edge again = edges.get(1);
        assertThat(again.dstIp()).isEqualTo("10.0.9.9");
        assertThat(again.isNew()).isTrue();
        assertThat(again.isFirst()).isFalse();
        assertThat(again.seenBefore()).isEqualTo(Instant.parse("2026-01-21T23:59:59Z"));
        assertThat(again.firstSeen()).isBetween(TEN.minusSeconds(360), TEN.minusSeconds(299));
        assertThat(again.serviceFirstSeen())
                .as("another of its kind went on using it")
                .isEqualTo(known.firstSeen());
        assertThat(known.isNew()).isFalse();
        assertThat(known.firstSeen()).isBefore(lately);
        assertThat(facts(Edge.class, later, window)).extracting(Edge::isNew).containsExactly(false);
        memory = memory(planted.store);
        assertThat(facts(Edge.class, later, window))
                .as("after a new start")
                .extracting(Edge::isNew)
                .containsExactly(false);
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
    void what_was_blocked_is_summed_apart_from_what_would_have_been() throws InterruptedException {
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.1", "10.0.9.9", 443).grew(7, TEN.minusSeconds(600));
        planted.flow("10.0.0.1", "10.0.9.9", 444).potentially().grew(5, TEN.minusSeconds(600));
        planted.flow("10.0.0.2", "10.0.9.9", 443).potentially().grew(3, TEN.minusSeconds(600));
        pulled(TEN);

        assertThat(baseline(TEN, Metric.BLOCKED_OUT, "10.0.0.1").value()).isEqualTo(7);
        assertThat(baseline(TEN, Metric.BLOCKED_IN, "10.0.9.9").value()).isEqualTo(7);
        assertThat(baseline(TEN, Metric.BLOCKED_SOURCES, "10.0.9.9:443").value()).isEqualTo(1);
        assertThat(baseline(TEN, Metric.STOPPED_OUT, "10.0.0.1").value()).isEqualTo(12);
        assertThat(baseline(TEN, Metric.STOPPED_IN, "10.0.9.9").value()).isEqualTo(15);
        assertThat(baseline(TEN, Metric.STOPPED_SOURCES, "10.0.9.9:443").value()).isEqualTo(2);
    }

    @Test
    void nobody_is_silent_while_the_source_is() throws InterruptedException {
        hours("10.0.0.1", 12, TEN.minus(HOUR.multipliedBy(4)));
        hours("10.0.0.2", 12, TEN.minus(HOUR.multipliedBy(4)));
        assertThat(facts(Silence.class, TEN, HOUR)).isEmpty();

        hours("10.0.0.2", 2, TEN.plus(HOUR));

        List<Silence> silences = facts(Silence.class, TEN.plus(HOUR), HOUR);
        assertThat(silences).extracting(Silence::ip).containsExactly("10.0.0.1");
        assertThat(silences.get(0).lasted())
                .as("the hours in which nobody was heard of are left out")
                .isEqualTo(HOUR.multipliedBy(2));
        assertThat(silences.get(0).expected()).isBetween(190.0, 210.0);
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
    void an_hour_counts_when_enough_of_it_stayed_unanswered() throws Exception {
        planted.pull(TEN, "OK");
        Planted.Row knocks = planted.flow("10.0.0.1", "198.18.0.9", 6667);
        for (int hour : List.of(0, 1, 3, 11, 12)) {
            knocks.grew(60, TEN.minus(HOUR.multipliedBy(hour)).minusSeconds(60));
        }
        knocks.grew(59, TEN.minus(HOUR.multipliedBy(5)).minusSeconds(60));
        planted.flow("10.0.0.1", "198.18.0.9", 6668)
                .allowed()
                .grew(60, TEN.minus(HOUR.multipliedBy(6)).minusSeconds(60));
        planted.flow("10.0.0.1", "198.18.0.9", 53)
                .grew(60, TEN.minus(HOUR.multipliedBy(7)).minusSeconds(60));
        pulled(TEN);

        History history = history(TEN);

        assertThat(history.unansweredHours("10.0.0.1", "198.18.0.9", 60, 12)).isEqualTo(4);
        assertThat(history.unansweredHours("10.0.0.1", "198.18.0.9", 59, 12)).isEqualTo(5);
        assertThat(history.unansweredHours("10.0.0.1", "198.18.0.9", 60, 24)).isEqualTo(5);
        assertThat(history.unansweredHours("10.0.0.1", "198.18.0.8", 60, 12)).isZero();
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
