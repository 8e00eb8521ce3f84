package illumiomonitor.engine.rollup;

import static illumiomonitor.engine.rule.Planted.PCE;
import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.retention.Retention;
import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.engine.rule.Planted;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Edge;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Tick;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

/**
 * Edges in memory and in the store stay the same ones, whatever expires, fills up or comes late.
 */
abstract class EdgeContract extends MemoryContract {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final LocalDate PAST = LocalDate.parse("2026-02-20");
    private static final int ROOM = 10;

    /** A pull that brings so many connections from a host to the same server a minute before. */
    private void seen(String src, int connections, Instant at) throws InterruptedException {
        planted.pull(at, "OK");
        planted.flow(src, "10.0.9.9", 443).allowed().grew(connections, at.minusSeconds(60));
        memory.rollups().takeIn(PCE, "hq");
    }

    private Edge edge(Instant at) throws InterruptedException {
        FactSource<?> source =
                memory.facts().stream()
                        .filter(one -> one.type() == Edge.class)
                        .findFirst()
                        .orElseThrow();
        Instant from = at.minus(WINDOW);
        try (Handle handle = planted.store.jdbi().open()) {
            List<?> edges =
                    source.facts(
                            new FactSource.Window(
                                    handle,
                                    PCE,
                                    "hq",
                                    new Tick(at, from, ZoneOffset.UTC, true),
                                    flows(at),
                                    memory.windows(),
                                    rule -> WINDOW));
            assertThat(edges).hasSize(1);
            return (Edge) edges.get(0);
        }
    }

    private List<Flow> flows(Instant at) throws InterruptedException {
        return List.copyOf(memory.windows().between(PCE, "hq", at.minus(WINDOW), at));
    }

    private History history(Instant at) {
        Tick tick = new Tick(at, at.minus(WINDOW), ZoneOffset.UTC, true);
        return memory.histories().of(PCE, "hq", tick, memory.windows());
    }

    private List<Map<String, Object>> rows(String sql) {
        return planted.store.jdbi().withHandle(handle -> handle.createQuery(sql).mapToMap().list());
    }

    private static Instant day(int later) {
        return TEN.plus(Duration.ofDays(later));
    }

    private void sweep(Instant now, Runnable told) throws InterruptedException {
        new Retention(planted.store, Config.Keep.defaults(), Clock.fixed(now, ZoneOffset.UTC), told)
                .run(now.plusSeconds(60));
    }

    @Test
    void an_edge_that_expired_is_stored_again_when_it_comes_back() throws Exception {
        comesBackAfterASweep(memory::edgesDeleted);
    }

    /** A pull may be taken in between the deletion and its being told. */
    @Test
    void an_edge_that_expired_a_moment_ago_is_stored_again_too() throws Exception {
        comesBackAfterASweep(() -> {});
    }

    private void comesBackAfterASweep(Runnable told) throws Exception {
        seen("10.0.0.1", 3, TEN);
        memory.rollups().make(PCE, "hq", day(2));
        int expired = (int) Config.Keep.defaults().rollups().toDays() + 5;
        sweep(day(expired), told);
        assertThat(rows("select * from edge")).isEmpty();

        seen("10.0.0.1", 4, day(expired));
        memory.rollups().make(PCE, "hq", day(expired + 2));
        memory = memory(planted.store);
        seen("10.0.0.2", 5, day(expired + 1));
        memory.rollups().make(PCE, "hq", day(expired + 3));

        assertThat(rows("select src_ip, connections from history.edges order by src_ip"))
                .containsExactly(
                        Map.of("src_ip", "10.0.0.1", "connections", 4L),
                        Map.of("src_ip", "10.0.0.2", "connections", 5L));
        seen("10.0.0.1", 1, day(expired + 2));
        assertThat(edge(day(expired + 2)).daysBefore()).isEqualTo(1);
    }

    @Test
    void the_number_of_an_edge_is_not_given_again_while_its_days_are_there() throws Exception {
        seen("10.0.0.1", 3, TEN);
        memory.rollups().make(PCE, "hq", day(2));
        planted.execute("delete from edge");

        memory = memory(planted.store);
        seen("10.0.0.2", 5, day(1));

        assertThat(rows("select * from history.edges")).isEmpty();
    }

    private void startWithRoomForTen() {
        memory = memory(planted.store, ROOM);
    }

    /** One host more a day. */
    private void hosts(int from, int to) throws InterruptedException {
        for (int host = from; host < to; host++) {
            seen("10.0.0." + host, 1, day(host));
        }
    }

    @Test
    void little_room_for_edges_is_said_before_any_gives_way() throws Exception {
        startWithRoomForTen();
        hosts(0, ROOM - 2);
        assertThat(memory.rollups().crowd(PCE)).isEmpty();

        hosts(ROOM - 2, ROOM - 1);

        assertThat(memory.rollups().crowd(PCE))
                .contains(
                        "9 edges are known and there is room for 10: beyond that, those that were"
                                + " quiet for longest give way");
    }

    @Test
    void edges_that_were_quiet_for_longest_give_way_and_are_not_new_when_they_come_back()
            throws Exception {
        startWithRoomForTen();
        hosts(0, ROOM);
        assertThat(edge(day(ROOM - 1)).isNew()).isTrue();

        hosts(ROOM, ROOM + 1);

        assertThat(rows("select src_ip from edge order by edge_id"))
                .hasSize(ROOM)
                .doesNotContain(Map.of("src_ip", "10.0.0.0"));
        assertThat(memory.rollups().crowd(PCE))
                .contains(
                        "there is no room for more than 10 edges: those last seen by 2026-03-02"
                                + " gave way, and before 2026-04-02 no edge that is not known is"
                                + " taken for new");
        assertNotNew(day(ROOM));

        startWithRoomForTen();
        assertNotNew(day(ROOM));
        planted.pull(day(ROOM + 1), "OK");
        planted.flow("10.0.0.0", "10.0.9.9", 443).grew(1, day(ROOM + 1).minusSeconds(60));
        assertNotNew(day(ROOM + 1));
        memory.rollups().takeIn(PCE, "hq");
        assertNotNew(day(ROOM + 1));
    }

    private void assertNotNew(Instant at) throws InterruptedException {
        Edge edge = edge(at);
        assertThat(edge.isNew()).isFalse();
        assertThat(edge.isFirst()).isFalse();
        assertThat(memory.windows().isNew(PCE, flows(at).get(0), at.minus(WINDOW), 30)).isFalse();
        assertThat(history(at).firstSeen(edge.srcIp(), edge.dstIp(), 443, 6))
                .isBefore(at.minus(WINDOW));
    }

    @Test
    void an_edge_is_new_again_once_those_that_gave_way_would_be() throws Exception {
        startWithRoomForTen();
        hosts(0, ROOM + 1);
        Instant later = day(ROOM + 40);

        seen("10.0.0.99", 1, later);

        assertThat(edge(later).isNew()).isTrue();
        assertThat(memory.windows().isNew(PCE, flows(later).get(0), later.minus(WINDOW), 30))
                .isTrue();
        assertThat(memory.rollups().crowd(PCE).orElseThrow()).startsWith("10 edges are known");
    }

    @Test
    void an_edge_of_the_past_that_there_is_no_room_for_is_not_new_when_it_comes() throws Exception {
        startWithRoomForTen();
        hosts(0, ROOM);
        Flow flow = flows(day(ROOM - 1)).get(0);
        Endpoint other = endpoint("10.0.0.77", "shop", true);

        learnPast(other, flow.dst(), 7);

        assertThat(rows("select * from edge")).hasSize(ROOM);
        assertThat(memory.rollups().crowd(PCE).orElseThrow()).contains("by 2026-02-20 gave way");
        planted.pull(day(ROOM - 1), "OK");
        planted.flow("10.0.0.77", "10.0.9.9", 443).grew(1, day(ROOM - 1).minusSeconds(30));
        assertThat(history(day(ROOM - 1)).firstSeen("10.0.0.77", "10.0.9.9", 443, 6))
                .isBefore(day(ROOM - 1).minus(WINDOW));
    }

    /** Does something whenever the store is about to get such a statement. */
    private void before(String sql, Consumer<String> then) {
        planted.store
                .jdbi()
                .setSqlLogger(
                        new SqlLogger() {
                            @Override
                            public void logBeforeExecution(StatementContext context) {
                                if (context.getRawSql().contains(sql)) {
                                    then.accept(context.getRawSql());
                                }
                            }
                        });
    }

    @Test
    void nobody_who_asks_waits_until_edges_that_gave_way_are_deleted() throws Exception {
        startWithRoomForTen();
        hosts(0, ROOM);
        List<String> told = new ArrayList<>();
        before(
                "delete from edge where",
                sql ->
                        told.add(
                                CompletableFuture.supplyAsync(() -> memory.rollups().crowd(PCE))
                                        .orTimeout(10, TimeUnit.SECONDS)
                                        .join()
                                        .orElseThrow()));

        hosts(ROOM, ROOM + 1);

        assertThat(told).singleElement().asString().contains("by 2026-03-02 gave way");
        assertThat(rows("select * from edge")).hasSize(ROOM);
    }

    @Test
    void who_is_stopped_while_edges_give_way_starts_again_with_all_that_is_left() throws Exception {
        startWithRoomForTen();
        hosts(0, ROOM);
        before(
                "delete from edge where",
                sql -> {
                    throw new IllegalStateException("stopped");
                });
        assertThatThrownBy(() -> hosts(ROOM, ROOM + 1)).hasMessageContaining("stopped");
        planted.store.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        assertThat(rows("select * from edge")).hasSize(ROOM);

        startWithRoomForTen();
        assertThat(memory.rollups().crowd(PCE).orElseThrow()).contains("by 2026-03-02 gave way");
        memory.rollups().takeIn(PCE, "hq");

        assertThat(rows("select distinct src_ip from edge"))
                .hasSize(ROOM)
                .doesNotContain(Map.of("src_ip", "10.0.0.0"))
                .contains(Map.of("src_ip", "10.0.0.10"));
        assertThat(rows("select * from edge")).hasSize(ROOM);
    }

    /** The tenth edge, the first to give way, sent 900 bytes; another comes instead of it. */
    private Instant comesInsteadOfOneThatSent() throws InterruptedException {
        startWithRoomForTen();
        hosts(0, ROOM - 1);
        Endpoint src = flows(day(ROOM - 2)).get(0).src();
        learnPast(src, endpoint("192.0.2.7", "shop", false), 900);
        Instant now = day(ROOM - 1);
        assertThat(history(now).uploadPercentile("", 99)).isEqualTo(900);
        planted.pull(now, "OK");
        planted.flow("10.0.0.99", "192.0.2.8", 443).allowed().grew(1, now);
        return now;
    }

    private void assertSentNothing(Instant at) {
        assertThat(rows("select src_ip from edge where dst_ip like '192%'"))
                .containsExactly(Map.of("src_ip", "10.0.0.99"));
        assertThat(history(at).uploadPercentile("", 99)).isZero();
    }

    @Test
    void an_edge_that_comes_instead_of_another_has_not_sent_what_that_one_sent() throws Exception {
        Instant now = comesInsteadOfOneThatSent();

        memory.rollups().takeIn(PCE, "hq");

        assertSentNothing(now);
    }

    private void alter(String change) {
        planted.store.jdbi().useHandle(handle -> handle.execute("alter table edge " + change));
    }

    @Test
    void nor_has_it_when_edges_are_read_again_in_between() throws Exception {
        Instant now = comesInsteadOfOneThatSent();
        alter("add constraint stopped check (src_ip <> '10.0.0.99')");
        assertThatThrownBy(() -> memory.rollups().takeIn(PCE, "hq"))
                .hasStackTraceContaining("edges could not be written");
        alter("drop constraint stopped");

        memory.rollups().takeIn(PCE, "hq");

        assertSentNothing(now);
    }

    @Test
    void that_edges_of_the_past_gave_way_is_written_after_all_else_of_their_day() throws Exception {
        startWithRoomForTen();
        hosts(0, ROOM);
        Flow known = flows(day(ROOM - 1)).get(0);
        List<String> written = new ArrayList<>();
        before("", sql -> written.add(sql.strip().substring(0, 10)));

        memory.rollups()
                .learn(
                        PCE,
                        PAST,
                        List.of(
                                row(known.src(), known.dst(), 7),
                                row(endpoint("10.0.0.77", "shop", true), known.dst(), 7)),
                        (handle, edges) -> {});

        assertThat(written).last().isEqualTo("update pce");
        assertThat(written).contains("insert int", "update edg");
    }

    private static Endpoint endpoint(String ip, String app, boolean managed) {
        return new Endpoint(
                ip, "", "", managed, "", Map.of("app", app), List.of(), "", true, List.of());
    }

    private void learnPast(Endpoint src, Endpoint dst, long bytes) throws InterruptedException {
        memory.rollups().learn(PCE, PAST, List.of(row(src, dst, bytes)), (handle, edges) -> {});
    }

    private static EdgeDays.Row row(Endpoint src, Endpoint dst, long bytes) {
        Instant then = PAST.atTime(8, 0).toInstant(ZoneOffset.UTC);
        return new EdgeDays.Row(src, dst, 443, 6, Decision.ALLOWED, 1, bytes, 0, then, then);
    }

    @Test
    void what_an_older_day_says_of_an_address_does_not_undo_what_is_known_since() throws Exception {
        seen("10.0.0.1", 1, TEN);
        Flow flow = flows(TEN).get(0);

        learnPast(endpoint("10.0.0.1", "web", true), endpoint("10.0.9.9", "web", false), 7);

        assertThat(rows("select src_group, dst_managed from edge"))
                .containsExactly(
                        Map.of("src_group", EdgeBook.group(flow.src()), "dst_managed", true));
        assertThat(EdgeBook.group(flow.src())).startsWith("shop");
        assertThat(history(TEN).firstSeen("10.0.0.1", "10.0.9.9", 443, 6))
                .isEqualTo(PAST.atTime(8, 0).toInstant(ZoneOffset.UTC));
    }

    @Test
    void bytes_of_a_day_that_is_learned_count_at_once() throws Exception {
        seen("10.0.0.1", 1, TEN);
        assertThat(history(TEN).uploadPercentile("", 99)).isZero();
        Endpoint src = flows(TEN).get(0).src();

        learnPast(src, endpoint("192.0.2.7", "shop", false), 900);

        assertThat(history(TEN).uploadPercentile("", 99)).isEqualTo(900);
    }

    @Test
    void bytes_of_a_day_that_is_made_again_count_at_once() throws Exception {
        Instant day = TEN.minus(Duration.ofDays(1));
        planted.pull(day, "OK");
        Planted.Row row =
                planted.flow("10.0.0.1", "192.0.2.7", 443)
                        .allowed()
                        .grew(1, 900, day.minusSeconds(120), day.minusSeconds(60));
        memory.rollups().takeIn(PCE, "hq");
        memory.rollups().make(PCE, "hq", TEN);
        assertThat(history(TEN).uploadPercentile("", 99)).isEqualTo(900);

        planted.pull(TEN, "OK");
        row.grew(1, 600, day.minusSeconds(60), day);
        memory.rollups().takeIn(PCE, "hq");
        memory.rollups().make(PCE, "hq", TEN);

        assertThat(history(TEN).uploadPercentile("", 99)).isEqualTo(1500);
    }
}
