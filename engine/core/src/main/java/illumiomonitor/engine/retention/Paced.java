package illumiomonitor.engine.retention;

import illumiomonitor.db.Store;
import java.time.Duration;

/** A sweep whose steps are as large as they may be without taking long. */
final class Paced {

    /** A step that took longer makes the next one smaller. */
    private static final Duration LONG_STEP = Duration.ofMillis(60);

    private static final Duration SHORT_STEP = Duration.ofMillis(25);
    private static final int FEWEST = 50;
    private static final int MOST = 2_000;

    private final Sweep sweep;
    private int most = MOST / 8;

    Paced(Sweep sweep) {
        this.sweep = sweep;
    }

    /** Deletes a little. Returns the rows deleted, 0 when nothing has expired. */
    long step(Store store, Cutoffs cutoffs) {
        long start = System.nanoTime();
        long deleted = delete(store, cutoffs);
        if (deleted > 0) {
            adapt(Duration.ofNanos(System.nanoTime() - start));
        }
        return deleted;
    }

    private long delete(Store store, Cutoffs cutoffs) {
        boolean kept = false;
        try {
            long deleted = store.jdbi().inTransaction(handle -> sweep.sweep(handle, cutoffs, most));
            kept = true;
            return deleted;
        } finally {
            if (!kept) {
                sweep.startOver();
            }
        }
    }

    private void adapt(Duration took) {
        if (took.compareTo(LONG_STEP) > 0) {
            most = Math.max(FEWEST, most / 2);
        } else if (took.compareTo(SHORT_STEP) < 0) {
            most = Math.min(MOST, most * 2);
        }
    }
}
