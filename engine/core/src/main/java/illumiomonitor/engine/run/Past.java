package illumiomonitor.engine.run;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.time.Grid;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Works through past ticks in order, each as of its instant. A tick whose run ended well is not run
 * again, so that the same command goes on where it was stopped.
 */
public final class Past {

    private final Cycle cycle;
    private final Runs runs;
    private final Grid grid;

    public Past(Cycle cycle, Runs runs, Grid grid) {
        this.cycle = cycle;
        this.runs = runs;
        this.grid = grid;
    }

    /** Ticks of the grid in the stretch, both ends included, that have no good run yet. */
    public List<Instant> remaining(Instant from, Instant to) {
        return grid.between(from, to).stream()
                .filter(tick -> !runs.endedOk(cycle.pce().id(), tick))
                .toList();
    }

    /**
     * Runs what remains.
     *
     * @param ended hears of each run when it has ended
     * @throws InterruptedException if the service is to stop; the ticks done so far stay done
     */
    public void work(
            Instant from, Instant to, boolean deliver, Journal journal, Consumer<RunResult> ended)
            throws InterruptedException {
        List<Instant> ticks = remaining(from, to);
        long done = 0;
        for (Instant tick : ticks) {
            ended.accept(cycle.run(tick, RunOptions.replay(deliver), journal));
            journal.progress(cycle.pce().name(), ++done, ticks.size());
        }
    }
}
