package illumiomonitor.engine.retention;

import org.jdbi.v3.core.Handle;

/** Deletes what has expired in one table. */
interface Sweep {

    /**
     * Deletes some of it.
     *
     * @param most about how many rows
     * @return rows deleted, 0 when nothing there has expired
     */
    long sweep(Handle handle, Cutoffs cutoffs, int most);

    /** What was deleted last is there again: forgets how far it came. */
    default void startOver() {}

    /** The first day that is kept, in days since 1970. */
    interface FirstDay {
        long of(Cutoffs cutoffs);
    }
}
