package illumiomonitor.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import illumiomonitor.engine.time.Grid;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GridScheduleTest {

    private static final Instant TEN = Instant.parse("2026-07-01T10:00:00Z");
    private static final Grid GRID = Grid.every(Duration.ofMinutes(5));

    private static Instant next(Duration offset, Instant done) {
        return new GridSchedule(GRID, () -> offset)
                .getNextExecutionTime(ExecutionComplete.simulatedSuccess(done));
    }

    @Test
    void runs_begin_when_the_clock_of_the_pce_shows_the_tick() {
        assertThat(next(Duration.ZERO, TEN.plusSeconds(7))).isEqualTo(TEN.plusSeconds(300));
        assertThat(next(Duration.ofSeconds(40), TEN)).isEqualTo(TEN.plusSeconds(260));
        assertThat(next(Duration.ofSeconds(-40), TEN)).isEqualTo(TEN.plusSeconds(40));
    }

    @Test
    void what_was_missed_is_made_up_for_by_one_run() {
        assertThat(next(Duration.ZERO, TEN.plusSeconds(3_601))).isEqualTo(TEN.plusSeconds(3_900));
    }

    @Test
    void a_cron_expression_gives_the_next_of_its_times() {
        GridSchedule weekdays = new GridSchedule(Grid.cron("30 6 * * 1-5"), () -> Duration.ZERO);
        Instant friday = Instant.parse("2026-07-03T06:30:05Z");

        assertThat(weekdays.getNextExecutionTime(ExecutionComplete.simulatedSuccess(friday)))
                .isEqualTo("2026-07-06T06:30:00Z");
    }
}
