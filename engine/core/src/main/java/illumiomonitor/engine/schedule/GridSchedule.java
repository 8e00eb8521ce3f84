package illumiomonitor.engine.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import illumiomonitor.engine.time.Grid;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The next tick of the grid, by the clock of the PCE. What was missed is made up for by one run,
 * not by one for each missed tick.
 */
final class GridSchedule implements Schedule {

    private final Grid grid;
    private final Supplier<Duration> offset;

    GridSchedule(Grid grid, Supplier<Duration> offset) {
        this.grid = grid;
        this.offset = offset;
    }

    @Override
    public Instant getNextExecutionTime(ExecutionComplete done) {
        Duration ahead = offset.get();
        return grid.next(done.getTimeDone().plus(ahead)).minus(ahead);
    }

    /** A new installation runs at once. */
    @Override
    public Instant getInitialExecutionTime(Instant now) {
        return now;
    }

    @Override
    public boolean isDeterministic() {
        return true;
    }
}
