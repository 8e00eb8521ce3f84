package illumiomonitor.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.pce.PceRegister;
import illumiomonitor.engine.time.Grid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DueTicksTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    private static final Duration FIVE = Duration.ofMinutes(5);

    private Store store;
    private int pce;
    private DueTicks dueTicks;

    @BeforeEach
    void open() {
        store = Store.open(H2.memory());
        pce = new PceRegister(store).idOf("hq", Instant.EPOCH);
        dueTicks = new DueTicks(store, Grid.every(FIVE), Duration.ofMinutes(20));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void settled(Instant tick) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                insert into judged_tick (pce_id, tick, run, judged_at, settled)
                                                values (:pce, :tick, 1, :tick, true)
                                                """)
                                        .bind("pce", pce)
                                        .bind("tick", tick)
                                        .execute());
    }

    private void touched(Instant tick) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                "insert into touched_tick (pce_id, tick) values (:pce, :tick)")
                                        .bind("pce", pce)
                                        .bind("tick", tick)
                                        .execute());
    }

    @Test
    void what_settled_since_the_last_run_is_judged_oldest_first() {
        settled(EIGHT.minus(Duration.ofMinutes(35)));

        DueTicks.Due due = dueTicks.before(pce, EIGHT);

        assertThat(due.ticks())
                .containsExactly(
                        EIGHT.minus(Duration.ofMinutes(30)),
                        EIGHT.minus(Duration.ofMinutes(25)),
                        EIGHT.minus(Duration.ofMinutes(20)));
        assertThat(due.missed()).isZero();
    }

    @Test
    void after_a_long_absence_the_newest_are_judged_and_all_others_are_counted() {
        settled(EIGHT.minus(Duration.ofDays(3)));

        DueTicks.Due due = dueTicks.before(pce, EIGHT);

        int all = 3 * 288 - 4;
        assertThat(due.ticks()).hasSize(DueTicks.MOST).endsWith(EIGHT.minus(FIVE.multipliedBy(4)));
        assertThat(due.missed()).isEqualTo(all - DueTicks.MOST);
        assertThat(due.from()).isEqualTo(EIGHT.minus(Duration.ofDays(3)).plus(FIVE));
        assertThat(due.leftOut()).isEmpty();
    }

    @Test
    void touched_ticks_that_are_too_old_are_counted_and_given_up() {
        settled(EIGHT.minus(Duration.ofDays(1)));
        Instant old = EIGHT.minus(Duration.ofHours(40));
        touched(old);

        DueTicks.Due due = dueTicks.before(pce, EIGHT);
        dueTicks.drop(pce, due.leftOut());

        assertThat(due.leftOut()).containsExactly(old);
        assertThat(due.from()).isEqualTo(old);
        assertThat(dueTicks.before(pce, EIGHT).leftOut()).isEmpty();
    }

    private void found(Instant tick) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                insert into finding (pce_id, rule, rule_version, subject, tick, severity, summary,
                                                                     confirmed, held, happened_at, visible_at, pulled_at, judged_at)
                                                values (:pce, 'a', '1', '10.0.0.7', :tick, 'LOW', 'x', true, '', :tick, :tick, :tick, :tick)
                                                """)
                                        .bind("pce", pce)
                                        .bind("tick", tick)
                                        .execute());
    }

    @Test
    void what_was_found_is_judged_again_once_for_each_text_of_the_exceptions() {
        Instant tick = EIGHT.minus(Duration.ofHours(1));
        Instant old = EIGHT.minus(FIVE.multipliedBy(DueTicks.MOST + 1));
        settled(EIGHT.minus(Duration.ofMinutes(20)));
        found(tick);
        found(old);

        dueTicks.touchFound(pce, EIGHT, 0);
        assertThat(dueTicks.before(pce, EIGHT).ticks()).isEmpty();

        dueTicks.touchFound(pce, EIGHT, 1);
        assertThat(dueTicks.before(pce, EIGHT).ticks()).containsExactly(tick);

        dueTicks.drop(pce, List.of(tick));
        new DueTicks(store, Grid.every(FIVE), Duration.ofMinutes(20)).touchFound(pce, EIGHT, 1);
        assertThat(dueTicks.before(pce, EIGHT).ticks()).isEmpty();
    }
}
