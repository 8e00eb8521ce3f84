package illumiomonitor.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.pce.PceRegister;
import illumiomonitor.engine.run.LateTicks.Late;
import illumiomonitor.engine.time.Grid;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateTicksTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    private static final Duration FIVE = Duration.ofMinutes(5);

    private Store store;
    private int pce;
    private LateTicks lateTicks;

    @BeforeEach
    void open() {
        store = Store.open(H2.memory());
        pce = new PceRegister(store).idOf("hq", Instant.EPOCH);
        DueTicks dueTicks = new DueTicks(store, Grid.every(FIVE), Duration.ofMinutes(20));
        lateTicks = new LateTicks(store, dueTicks);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void touched(Instant tick, Duration reach) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                "insert into touched_tick (pce_id, tick, reach_s) values (:pce, :tick, :reach)")
                                        .bind("pce", pce)
                                        .bind("tick", tick)
                                        .bind("reach", reach.toSeconds())
                                        .execute());
    }

    @Test
    void
            ticks_that_no_rule_reaches_back_from_are_forgotten_and_those_of_all_rules_are_not_theirs() {
        Duration two = Duration.ofHours(2);
        touched(EIGHT.minus(Duration.ofHours(3)), Duration.ofHours(5));
        touched(EIGHT.minus(two), two);
        touched(EIGHT.minus(Duration.ofHours(1)), Duration.ZERO);

        LateTicks.Due due =
                lateTicks.before(
                        pce, EIGHT, late -> late.reach().compareTo(Duration.ofHours(3)) < 0);

        assertThat(due.ticks()).containsExactly(new Late(EIGHT.minus(two), two));
        assertThat(due.missed()).isZero();
        assertThat(lateTicks.before(pce, EIGHT, late -> true).ticks()).hasSize(1);
    }

    @Test
    void of_too_many_the_newest_stay_and_the_others_are_counted_and_given_up() {
        for (int n = 1; n <= DueTicks.MOST + 3; n++) {
            touched(EIGHT.minus(FIVE.multipliedBy(n)), Duration.ofHours(7));
        }

        LateTicks.Due due = lateTicks.before(pce, EIGHT, late -> true);

        assertThat(due.missed()).isEqualTo(3);
        assertThat(due.ticks()).hasSize(DueTicks.MOST);
        assertThat(due.ticks().get(0).tick()).isEqualTo(EIGHT.minus(FIVE.multipliedBy(72)));
        assertThat(lateTicks.before(pce, EIGHT, late -> true).missed()).isZero();
    }
}
