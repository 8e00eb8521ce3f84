package illumiomonitor.engine.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import illumiomonitor.engine.time.Grid;
import java.time.Instant;

/**
 * The next tick of the grid. What was missed is made up for by one run, not by one for each missed
 * tick.
 */
final class GridSchedule implements Schedule {

    private final Grid grid;

    GridSchedule(Grid grid) {
        this.grid = grid;
    }

    @Override
    public Instant getNextExecutionTime(ExecutionComplete done) {
        return grid.next(done.getTimeDone());
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
