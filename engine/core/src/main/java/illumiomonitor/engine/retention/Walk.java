package illumiomonitor.engine.retention;

import java.time.OffsetDateTime;
import org.jdbi.v3.core.Handle;

/**
 * A table whose keys grow with time, more or less: it is walked from its oldest key to the first
 * stretch without anything expired, once per day of cutoff. Rows on the way that must stay are
 * passed by, so they hold up nothing.
 */
final class Walk implements Sweep {

    private final String table;
    private final String key;
    private final String time;
    private final String goes;
    private final int rowsPerKey;
    private final FirstDay firstDay;
    private long day = Long.MIN_VALUE;
    private long next;
    private boolean done;

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
        this.firstDay = firstDay;
    }

    @Override
    public long sweep(Handle handle, Cutoffs cutoffs, int most) {
        startOver(firstDay.of(cutoffs));
        OffsetDateTime before = Cutoffs.start(day);
        long deleted = 0;
        while (!done && deleted == 0) {
            deleted = stretch(handle, before, Math.max(1, most / rowsPerKey));
        }
        return deleted;
    }

    private void startOver(long cutoff) {
        if (day != cutoff) {
            day = cutoff;
            next = Long.MIN_VALUE;
            done = false;
        }
    }

    private long stretch(Handle handle, OffsetDateTime before, int keys) {
        Stretch stretch = look(handle, before, keys);
        if (stretch.expired == 0) {
            done = true;
            return 0;
        }
        long from = next;
        next = stretch.last + 1;
        return handle.createUpdate(
                        "delete from %s x where x.%s >= :from and x.%s <= :last and x.%s < :before and (%s)"
                                .formatted(table, key, key, time, goes))
                .bind("from", from)
                .bind("last", stretch.last)
                .bind("before", before)
                .execute();
    }

    private Stretch look(Handle handle, OffsetDateTime before, int keys) {
        return handle.createQuery(
                        """
                        select coalesce(max(y.k), 0) as last, count(case when y.t < :before then 1 end) as expired
                          from (select %s as k, %s as t
                                  from %s
                                 where %s >= :next
                                 order by %s
                                 fetch first %d rows only) y
                        """
                                .formatted(key, time, table, key, key, keys))
                .bind("before", before)
                .bind("next", next)
                .map((row, context) -> new Stretch(row.getLong("last"), row.getLong("expired")))
                .one();
    }

    private record Stretch(long last, long expired) {}
}
