package illumiomonitor.engine.retention;

import illumiomonitor.engine.retention.Stretches.Stretch;
import org.jdbi.v3.core.Handle;

/**
 * A table that is walked by {@link Stretches}. Rows on the way that must stay are passed by, so
 * they hold up nothing.
 */
final class Walk implements Sweep {

    private final String table;
    private final String key;
    private final String time;
    private final String goes;
    private final int rowsPerKey;
    private final Stretches way;

    /**
     * A walk.
     *
     * @param time column that is compared with the cutoff
     * @param goes condition on a row {@code x} that may go
     * @param rowsPerKey rows that go with one, about
     */
    Walk(String table, String key, String time, String goes, int rowsPerKey, FirstDay firstDay) {
        this.table = table;
        this.key = key;
        this.time = time;
        this.goes = goes;
        this.rowsPerKey = rowsPerKey;
        this.way = new Stretches(table, key, time, firstDay);
    }

    @Override
    public long sweep(Handle handle, Cutoffs cutoffs, int most) {
        int keys = Math.max(1, most / rowsPerKey);
        while (true) {
            Stretch stretch = way.current(handle, cutoffs, keys);
            if (stretch.isEmpty()) {
                return 0;
            }
            long deleted = delete(handle, stretch);
            way.passed(stretch);
            if (deleted > 0) {
                return deleted;
            }
        }
    }

    @Override
    public void startOver() {
        way.startOver();
    }

    private long delete(Handle handle, Stretch stretch) {
        return handle.createUpdate(
                        "delete from %s x where x.%s >= :from and x.%s <= :last and x.%s < :before and (%s)"
                                .formatted(table, key, key, time, goes))
                .bind("from", stretch.from())
                .bind("last", stretch.last())
                .bind("before", stretch.before())
                .execute();
    }
}
