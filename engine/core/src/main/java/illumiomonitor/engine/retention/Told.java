package illumiomonitor.engine.retention;

import org.jdbi.v3.core.Handle;

/** A sweep of rows that others hold in memory: they are told once it is through. */
final class Told implements Sweep {

    private final Sweep sweep;
    private final Runnable told;
    private boolean deleted;

    /**
     * @param told called when nothing that has expired is left, after all deletions are committed
     */
    Told(Sweep sweep, Runnable told) {
        this.sweep = sweep;
        this.told = told;
    }

    @Override
    public long sweep(Handle handle, Cutoffs cutoffs, int most) {
        long rows = sweep.sweep(handle, cutoffs, most);
        if (rows > 0) {
            deleted = true;
        } else if (deleted) {
            deleted = false;
            told.run();
        }
        return rows;
    }

    @Override
    public void startOver() {
        sweep.startOver();
    }
}
