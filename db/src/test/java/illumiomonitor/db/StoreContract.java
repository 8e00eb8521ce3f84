package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any store does, whichever engine is underneath. */
abstract class StoreContract {

    static final List<String> VIEWS =
            List.of(
                    "flows",
                    "increments",
                    "events",
                    "findings",
                    "alerts",
                    "alert_evidence",
                    "deliveries",
                    "runs",
                    "run_steps",
                    "pulls",
                    "gaps",
                    "rules",
                    "rule_versions",
                    "case_versions",
                    "edges",
                    "rollups",
                    "reference");

    Store store;
    Sample sample;

    /** Opens an empty store. */
    abstract Store openEmpty() throws Exception;

    /** The address of that store. */
    abstract String url();

    /** Opens the same store again. */
    abstract Store openAgain() throws Exception;

    @BeforeEach
    void opens() throws Exception {
        store = openEmpty();
        sample = new Sample(store).estate();
    }

    @Test
    void a_new_store_has_the_empty_term() {
        assertThat(number("select count(*) from term where term_id = 0 and text = ''")).isOne();
    }

    @Test
    void every_view_can_be_asked() throws Exception {
        for (String view : VIEWS) {
            assertThat(Asked.here(store, url(), "select * from history." + view).columns())
                    .isNotEmpty();
        }
    }

    @Test
    void an_object_that_is_kept_in_parts_is_shown_whole() throws Exception {
        store.jdbi()
                .useHandle(
                        handle -> {
                            object(handle, 7, "Bad neighbours", "{\"characters\":2000003}");
                            object(handle, 8, "Corporate", "{\"ranges\":[]}");
                            part(handle, 7, 2, "end");
                            part(handle, 7, 0, "a".repeat(1_000_000));
                            part(handle, 7, 1, "b".repeat(1_000_000));
                        });

        assertThat(
                        ask("""
                                        select name, cast(length(body) as integer), substring(body from 999999 for 4),
                                               substring(body from 2000000 for 9)
                                          from history.reference
                                         order by name
                                        """)
                                .rows())
                .containsExactly(
                        List.of("Bad neighbours", 2_000_003, "aabb", "bend"),
                        List.of("Corporate", 13, "", ""));
        assertThat(ask("select name from history.reference where body like '%bbbend'").rows())
                .containsExactly(List.of("Bad neighbours"));
    }

    private static void object(Handle handle, long id, String name, String body) {
        handle.createUpdate(
                        """
                        insert into reference_object (object_id, pce_id, kind, href, name, body, labels_since, valid_from)
                        values (:id, 1, 'IP_LISTS', :href, :name, :body, :at, :at)
                        """)
                .bind("id", id)
                .bind("href", "/ip_lists/" + id)
                .bind("name", name)
                .bind("body", body)
                .bind("at", Sample.at(Sample.NOON))
                .execute();
    }

    private static void part(Handle handle, long object, int part, String body) {
        handle.execute("insert into reference_part values (?, ?, ?)", object, part, body);
    }

    @Test
    void what_was_committed_is_there_after_opening_again() throws Exception {
        store.close();
        store = openAgain();
        assertThat(number("select count(*) from endpoint")).isEqualTo(2);
        assertThat(ask("select pce from history.pulls").rows()).isEmpty();
    }

    @Test
    void a_store_of_a_newer_version_is_refused_and_not_changed() throws Exception {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        insert into "flyway_schema_history" ("installed_rank", "version", "description", "type",
                                               "script", "installed_by", "execution_time", "success")
                                        values (999, '999', 'later', 'SQL', 'V999__later.sql', 'x', 1, true)
                                        """));
        store.close();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::openAgain)
                .withMessageContaining("newer version")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(StoreException.Problem.NEWER));
    }

    @Test
    void rows_of_an_unfinished_or_failed_pull_are_invisible() throws Exception {
        sample.pull(1, "OK");
        sample.flows(1, 1, 1);
        sample.increments(1, 1, 1, 5, 5);
        sample.pull(2, "OPEN");
        sample.flows(2, 2, 1);
        sample.increments(2, 1, 2, 7, 12);
        sample.pull(3, "FAILED");
        sample.increments(3, 1, 1, 100, 200);
        assertThat(ask("select flow_id, connections from history.flows").rows())
                .containsExactly(List.of(Sample.flow(1), 5L));
        assertThat(
                        ask("select sum(connections) from history.increments")
                                .rows()
                                .get(0)
                                .get(0)
                                .toString())
                .isEqualTo("5");
    }

    @Test
    void flows_show_the_newest_totals_folded_or_not() throws Exception {
        sample.pull(1, "OK");
        sample.flows(1, 1, 3);
        sample.increments(1, 1, 3, 5, 5);
        assertThat(newest()).containsExactly(5L, 5L, 5L);
        store.totals().fold();
        sample.pull(2, "PARTIAL");
        sample.increments(2, 2, 1, 4, 9);
        assertThat(newest()).containsExactly(5L, 9L, 5L);
        store.totals().fold();
        assertThat(newest()).containsExactly(5L, 9L, 5L);
        assertThat(store.totals().backlog()).isZero();
    }

    @Test
    void totals_are_not_folded_past_an_unfinished_pull() throws Exception {
        sample.pull(1, "OPEN");
        sample.flows(1, 1, 1);
        sample.increments(1, 1, 1, 5, 5);
        sample.pull(2, "OK");
        sample.flows(2, 2, 1);
        sample.increments(2, 2, 1, 7, 7);
        store.totals().fold();
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute("update pull set outcome = 'OK' where pull_id = 1"));
        store.totals().fold();
        assertThat(newest()).containsExactly(5L, 7L);
    }

    private List<Long> newest() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select connections from history.flows order by flow_id")
                                        .mapTo(Long.class)
                                        .list());
    }

    @Test
    void a_span_longer_than_thirty_minutes_is_marked_as_spread() throws Exception {
        sample.pull(1, "OK");
        sample.flows(1, 1, 3);
        sample.increments(1, 1, 3, 5, 5);
        span(0, Duration.ofMinutes(30));
        span(1, Duration.ofMinutes(30).plusSeconds(1));
        span(2, Duration.ofDays(2));
        assertThat(ask("select spread from history.increments order by flow_id").rows())
                .containsExactly(List.of(false), List.of(true), List.of(true));
    }

    private void span(int increment, Duration length) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "update increment set since_at = ? where increment_id = ?",
                                        Sample.at(Sample.NOON.minus(length)),
                                        10_000_000L + increment));
    }

    @Test
    void a_twin_that_came_later_takes_the_count_away_once_its_pull_is_done() throws Exception {
        sample.pull(1, "OK");
        sample.flows(1, 1, 1);
        sample.increments(1, 1, 1, 5, 5);
        sample.pull(2, "OPEN");
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "insert into uncounted (flow_id, pull_id) values (?, 2)",
                                        Sample.flow(1)));
        assertThat(ask("select counted from history.increments").rows())
                .containsExactly(List.of(true));
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute("update pull set outcome = 'OK' where pull_id = 2"));
        assertThat(ask("select counted from history.increments").rows())
                .containsExactly(List.of(false));
        assertThat(ask("select counted from history.flows").rows()).containsExactly(List.of(false));
    }

    @Test
    void a_flow_that_was_seen_otherwise_shows_its_earliest_time_and_newest_state()
            throws Exception {
        sample.pull(1, "OK");
        sample.flows(1, 1, 1);
        sample.increments(1, 1, 1, 5, 5);
        Instant earlier = Sample.NOON.minusSeconds(3_000);
        store.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute("insert into term (term_id, text) values (7, 'closed')");
                            handle.execute(
                                    "insert into flow_moved (flow_id, pull_id, state, first_detected) values (?, 1, 7, ?)",
                                    Sample.flow(1),
                                    Sample.at(earlier));
                        });
        assertThat(ask("select first_detected, state from history.flows").rows())
                .containsExactly(List.of(Sample.at(earlier), "closed"));
    }

    @Test
    void increments_and_flows_join_fast() throws Exception {
        sample.pull(1, "OK");
        sample.flows(1, 1, 3_000);
        sample.increments(1, 1, 3_000, 2, 2);
        sample.pull(2, "OK");
        sample.increments(2, 1, 3_000, 3, 5);
        SqlResult result =
                store.console()
                        .query(
                                """
                                select f.src_ip, f.decision, sum(i.connections) as connections
                                  from history.increments i
                                  join history.flows f on f.pce = i.pce and f.flow_id = i.flow_id
                                 where i.counted
                                 group by f.src_ip, f.decision
                                """,
                                Duration.ofSeconds(30),
                                10);
        assertThat(result.rows()).hasSize(1);
        assertThat(String.valueOf(result.rows().get(0).get(2))).isEqualTo("15000");
    }

    @Test
    void times_are_given_in_utc() throws Exception {
        sample.pull(1, "OK");
        Object tick = ask("select tick from history.pulls").rows().get(0).get(0);
        assertThat(tick).isEqualTo(OffsetDateTime.parse("2026-05-20T12:00:00Z"));
    }

    @Test
    void one_question_is_answered() throws Exception {
        for (String sql :
                new String[] {
                    "select 1;",
                    "  -- why; not\n select 1 /* ; /* nested; */ */ ; -- end;",
                    "select ';' || '--' || 'it''s'",
                    "with x as (select 1 as a) select a from x",
                    "values (1), (2)",
                    "(select 1) union (select 2)",
                    "select \"name\" from (select 1 as \"name\") t"
                }) {
            assertThat(Asked.here(store, url(), sql).rows()).isNotEmpty();
        }
    }

    @Test
    void anything_else_is_refused_with_a_sentence() throws Exception {
        for (String sql :
                new String[] {
                    "",
                    "  -- nothing",
                    ";",
                    "select 1; select 2",
                    "select 1; drop table flow",
                    "select 1 /* open",
                    "select 'open",
                    "delete from flow",
                    "call 1",
                    "explain select 1",
                    "table flow",
                    "set timezone = 'UTC'",
                    "select * into thing from history.flows",
                    "select * from history.pulls for update",
                    "create table thing (a int)",
                    "select nothing from history.flows",
                    "select * from flow",
                    "select * from person",
                    "select * from public.person",
                    "select * from public.flow_newest",
                    "select * from setting",
                    "with gone as (delete from person returning *) select * from gone",
                    "select * from final table (insert into setting values ('a', 'b'))",
                    "select nextval('gap_gap_id_seq')",
                    "select next value for gap_gap_id_seq",
                    "insert into history.rules (rule) values ('x')"
                }) {
            assertThatThrownBy(() -> Asked.here(store, url(), sql), sql)
                    .isInstanceOf(SqlRefused.class)
                    .message()
                    .isNotBlank()
                    .doesNotContain("\n");
        }
    }

    @Test
    void an_answer_stops_at_the_limit_and_says_so() throws Exception {
        SqlResult result =
                store.console()
                        .query(
                                "select 1 union all select 2 union all select 3",
                                Duration.ofSeconds(20),
                                2);
        assertThat(result.rows()).hasSize(2);
        assertThat(result.cut()).isTrue();
        assertThat(result.note()).contains("first 2 rows");
    }

    @Test
    void an_answer_as_long_as_the_limit_is_whole() throws Exception {
        SqlResult result =
                store.console().query("select 1 union all select 2", Duration.ofSeconds(20), 2);
        assertThat(result.rows()).hasSize(2);
        assertThat(result.cut()).isFalse();
        assertThat(result.note()).isEmpty();
    }

    /** A question that would take hours. */
    abstract String endless();

    @Test
    void a_question_without_an_end_is_stopped_in_time() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> store.console().query(endless(), Duration.ofMillis(700), 10))
                .isInstanceOf(SqlRefused.class)
                .hasMessageContaining("stopped after");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void an_interrupted_asker_is_let_go_at_once_and_the_store_lives_on() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread asker =
                new Thread(
                        () -> {
                            try {
                                store.console().query(endless(), Duration.ofSeconds(60), 10);
                            } catch (InterruptedException | RuntimeException e) {
                                thrown.set(e);
                            }
                        });
        asker.start();
        asker.join(300);
        asker.interrupt();
        asker.join(2_000);
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(number("select count(*) from pce")).isOne();
    }

    @Test
    void rows_are_handed_on_one_by_one() throws Exception {
        List<String> told = new ArrayList<>();
        String note =
                store.console()
                        .read(
                                "select 1 as a union all select 2",
                                Duration.ofSeconds(20),
                                0,
                                new SqlRows() {
                                    @Override
                                    public void columns(List<String> names) {
                                        told.addAll(names);
                                    }

                                    @Override
                                    public void row(List<@Nullable Object> values) {
                                        told.add(String.valueOf(values.get(0)));
                                    }

                                    @Override
                                    public void end() {
                                        told.add("end");
                                    }
                                });
        assertThat(told).containsExactly("a", "1", "2", "end");
        assertThat(note).isEmpty();
    }

    /** Runs a statement to its end: a lazy one fails only when its rows are read. */
    static void drain(Statement statement, String sql) throws SQLException {
        if (statement.execute(sql)) {
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    rows.getObject(1);
                }
            }
        }
    }

    SqlResult ask(String sql) throws InterruptedException {
        return store.console().query(sql, Duration.ofSeconds(20), SqlConsole.LIMIT);
    }

    long number(String sql) {
        return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
    }
}
