package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.retention.Retention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much of the past a rule can learn from. */
class CoverageTest {

    private static final Reach SUMS = new Reach(true, false, false, true);

    private final Planted planted = new Planted();

    @AfterEach
    void close() {
        planted.close();
    }

    @Test
    void a_gap_that_was_closed_pauses_learning_however_short_runs_are_kept() throws Exception {
        Duration day = Duration.ofDays(1);
        planted.execute(
                "update pce set coverage_from = ?", Planted.utc(TEN.minus(Duration.ofDays(20))));
        Instant from = TEN.minus(Duration.ofDays(10));
        planted.execute(
                """
                insert into gap (gap_id, pce_id, kind, from_at, to_at, reason, opened_at, closed_at)
                values (1, 1, 'TRAFFIC', ?, ?, 'away', ?, ?)
                """,
                Planted.utc(from),
                Planted.utc(from.plus(Duration.ofDays(6))),
                Planted.utc(from),
                Planted.utc(from.plus(Duration.ofDays(6))));
        Config.Keep keep = new Config.Keep(day, Duration.ofDays(90), day, day, day);

        new Retention(planted.store, keep, Clock.fixed(TEN, ZoneOffset.UTC), () -> {})
                .run(TEN.plusSeconds(60));

        Coverage coverage =
                planted.store.jdbi().withHandle(handle -> Coverage.read(handle, Planted.PCE));
        assertThat(coverage.covered(SUMS, TEN)).isEqualTo(Duration.ofDays(14));
        assertThat(coverage.enough(SUMS, Duration.ofDays(14))).contains(TEN);
        assertThat(coverage.enough(SUMS, Duration.ofDays(20)))
                .contains(TEN.plus(Duration.ofDays(6)));
    }
}
