package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.util.DateTimeUtils;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What H2 does to questions, and what becomes of it. */
class SqlConsoleTest {

    private static final Duration SOON = Duration.ofMillis(200);

    private final TimeZone before = TimeZone.getDefault();
    private final Store store = Store.open("jdbc:h2:mem:" + UUID.randomUUID());

    @AfterEach
    void close() {
        store.close();
        live(before);
    }

    private static void live(TimeZone zone) {
        TimeZone.setDefault(zone);
        DateTimeUtils.resetCalendar();
    }

    @Test
    void who_asks_what_nothing_can_stop_is_let_go_and_others_get_their_turn() throws Exception {
        for (int asked = 0; asked < 2; asked++) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> store.console().query(unstoppable(), SOON, 1))
                    .isInstanceOf(SqlRefused.class)
                    .hasMessageStartingWith("stopped after");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(4));
        }

        assertThat(value("select 1")).isEqualTo(1);
    }

    @Test
    void a_question_that_breaks_the_machine_comes_to_an_end_for_its_asker() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        FlowTotals broken =
                new FlowTotals(
                        Jdbi.create(
                                () -> {
                                    throw new UnknownError("the machine is broken");
                                }));
        try (Store other = Store.open(url);
                SqlConsole console =
                        new SqlConsole(
                                Reader.of(Dialect.H2, url, other.jdbi()),
                                Optional.empty(),
                                broken)) {
            assertThatThrownBy(
                            () -> console.query("select * from flows", Duration.ofSeconds(20), 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("the machine is broken");
        }
    }

    @Test
    void a_question_that_cannot_begin_keeps_no_place() throws Exception {
        AtomicInteger failing = new AtomicInteger(5);
        ThreadFactory threads =
                work ->
                        new Thread(work) {
                            @Override
                            public void start() {
                                if (failing.getAndDecrement() > 0) {
                                    throw new OutOfMemoryError("unable to create native thread");
                                }
                                super.start();
                            }
                        };
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        try (Store other = Store.open(url);
                SqlConsole console =
                        new SqlConsole(
                                Reader.of(Dialect.H2, url, other.jdbi()),
                                Optional.empty(),
                                other.totals(),
                                threads,
                                new SqlProcesses())) {
            for (int asked = 0; asked < 5; asked++) {
                assertThatThrownBy(() -> console.query("select 1", SOON, 1))
                        .isInstanceOf(OutOfMemoryError.class);
            }

            assertThat(console.query("select 1", Duration.ofSeconds(20), 1).rows()).hasSize(1);
        }
    }

    /** Some seconds, in which H2 does not look whether it was told to stop. */
    static String unstoppable() {
        return "select count(*) from (values '%s') t(s) where s like '%s%%b'"
                .formatted("a".repeat(120), "%a".repeat(5));
    }

    @Test
    void days_are_those_of_utc_whatever_the_zone_of_the_machine() throws Exception {
        live(TimeZone.getTimeZone("America/New_York"));

        assertThat(
                        ask("select cast(t as date), extract(hour from t) from"
                                        + " (values timestamp with time zone '2026-05-20 02:00:00+00') v(t)"
                                        + " where t >= date '2026-05-20'")
                                .rows())
                .containsExactly(Arrays.asList("2026-05-20", 2));
    }

    @Test
    void totals_that_cannot_be_folded_are_right_all_the_same() throws Exception {
        Sample sample = new Sample(store).estate();
        sample.pull(1, "OK");
        sample.flows(1, 1, 1);
        sample.increments(1, 1, 1, 5, 5);
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "alter table flow_total add constraint never_met check (connections < 0)"));

        assertThat(value("select connections from history.flows")).isEqualTo(5L);
        assertThat(folded()).isZero();
    }

    @Test
    void folding_stops_when_told_and_leaves_the_rest_for_later() throws Exception {
        Sample sample = new Sample(store).estate();
        sample.pull(1, "OK");
        sample.flows(1, 1, 1);
        sample.increments(1, 1, 1, 5, 5);

        assertThat(store.totals().foldWhile(() -> false)).isFalse();
        assertThat(folded()).isZero();
        assertThat(store.totals().foldWhile(() -> true)).isTrue();
        assertThat(folded()).isOne();
    }

    private long folded() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("select count(*) from flow_total")
                                        .mapTo(long.class)
                                        .one());
    }

    private Object value(String sql) throws InterruptedException {
        return ask(sql).rows().get(0).get(0);
    }

    private SqlResult ask(String sql) throws InterruptedException {
        return store.console().query(sql, Duration.ofSeconds(20), 10);
    }
}
