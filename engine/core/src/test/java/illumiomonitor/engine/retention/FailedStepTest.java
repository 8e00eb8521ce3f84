package illumiomonitor.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.config.Config;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step whose transaction is undone after it deleted, as when the disk is full. */
class FailedStepTest {

    private static final Instant NOW = Instant.parse("2026-06-20T10:00:00Z");
    private static final OffsetDateTime LONG_AGO =
            Instant.parse("2020-01-01T00:00:00Z").atOffset(ZoneOffset.UTC);

    private final Cutoffs cutoffs = Cutoffs.at(NOW, Config.Keep.defaults());
    private Store store;

    @BeforeEach
    void opens() {
        store = Store.open(H2.memory());
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "insert into pce (pce_id, name, first_seen_at) values (1, 'hq', ?)",
                                        LONG_AGO));
    }

    @AfterEach
    void closes() {
        store.close();
    }

    /** Deletes, and at first does not come to the end of its transaction. */
    private static final class Undone implements Sweep {

        private final Sweep sweep;
        private boolean failed;

        Undone(Sweep sweep) {
            this.sweep = sweep;
        }

        @Override
        public long sweep(Handle handle, Cutoffs cutoffs, int most) {
            long deleted = sweep.sweep(handle, cutoffs, most);
            if (!failed) {
                failed = true;
                throw new IllegalStateException("the disk is full");
            }
            return deleted;
        }

        @Override
        public void startOver() {
            sweep.startOver();
        }
    }

    private void isMadeUpFor(Sweep sweep, String table) {
        Paced paced = new Paced(new Undone(sweep));
        assertThatThrownBy(() -> paced.step(store, cutoffs)).hasMessage("the disk is full");
        assertThat(rows(table)).isOne();

        assertThat(paced.step(store, cutoffs)).isOne();

        assertThat(rows(table)).isZero();
        assertThat(paced.step(store, cutoffs)).isZero();
    }

    private long rows(String table) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("select count(*) from " + table)
                                        .mapTo(long.class)
                                        .one());
    }

    private void insert(String sql, Object... values) {
        store.jdbi().useHandle(handle -> handle.execute(sql, values));
    }

    @Test
    void what_a_walk_passed_goes_with_the_next() {
        insert(
                "insert into event (event_id, pce_id, pull_id, href, at, type, body) values (1, 1, 1, '/e/1', ?, 'x', '{}')",
                LONG_AGO);

        isMadeUpFor(new Walk("event", "event_id", "at", "1 = 1", 1, Cutoffs::events), "event");
    }

    @Test
    void evidence_that_was_passed_goes_with_the_next() {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                insert into alert (alert_id, pce_id, rule, rule_version, title, severity, subject, episode, summary,
                                                                   state, first_tick, last_tick, occurrences, cooldown_s, quiet_s,
                                                                   happened_at, visible_at, pulled_at, judged_at)
                                                values (1, 1, 'traffic/x', 'v', 't', 'HIGH', '10.0.0.1', 1, 's', 'CLOSED', :at, :at, 1, 1, 1,
                                                        :at, :at, :at, :at)
                                                """)
                                        .bind("at", LONG_AGO)
                                        .execute());
        insert(
                "insert into alert_evidence (alert_id, tick, kind, name, value) values (1, ?, 'NOTE', 'n', 'v')",
                LONG_AGO);

        isMadeUpFor(new Evidence(), "alert_evidence");
    }

    @Test
    void what_goes_once_per_day_goes_with_the_next() {
        insert(
                "insert into judged_tick (pce_id, tick, settled, judged_at, run) values (1, ?, true, ?, 1)",
                LONG_AGO,
                LONG_AGO);

        isMadeUpFor(new OncePerDay("judged_tick", "tick", Cutoffs::runs), "judged_tick");
    }

    @Test
    void edges_that_were_passed_go_with_the_next_and_are_told_of() {
        insert(
                """
                insert into edge (edge_id, pce_id, src_ip, dst_ip, port, proto, src_group, dst_group,
                                  dst_managed, first_at, last_day, seen, allowed, stopped)
                values (1, 1, '10.0.0.1', '10.0.0.2', 443, 6, '', '', true, ?, 1, 1, 1, 0)
                """,
                LONG_AGO);

        isMadeUpFor(
                new Told(new LastDay("edge", "edge_id", "last_day", Cutoffs::rollups), () -> {}),
                "edge");
    }
}
