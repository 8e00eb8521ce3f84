package illumiomonitor.engine.retention;

import org.jdbi.v3.core.Handle;

/** A small table: what has expired goes at once, looked for once per day of cutoff. */
final class OncePerDay implements Sweep {

    private final String table;
    private final String time;
    private final FirstDay firstDay;
    private long done = Long.MIN_VALUE;

    OncePerDay(String table, String time, FirstDay firstDay) {
        this.table = table;
        this.time = time;
        this.firstDay = firstDay;
    }

    @Override
    public long sweep(Handle handle, Cutoffs cutoffs, int most) {
        long day = firstDay.of(cutoffs);
        if (done == day) {
            return 0;
        }
        done = day;
        return handle.execute(
                "delete from " + table + " where " + time + " < ?", Cutoffs.start(day));
    }

    @Override
    public void startOver() {
        done = Long.MIN_VALUE;
    }
}
