package illumiomonitor.engine.retention;

import java.time.OffsetDateTime;
import org.jdbi.v3.core.Handle;

/**
 * The way through a table whose keys grow with time, more or less: from its oldest key to the first
 * stretch without anything expired, once per day of cutoff.
 */
final class Stretches {

    private final String table;
    private final String key;
    private final String time;
    private final Sweep.FirstDay firstDay;
    private long day = Long.MIN_VALUE;
    private long next;
    private boolean done;

    /**
     * A way.
     *
     * @param time column that is compared with the cutoff
     */
    Stretches(String table, String key, String time, Sweep.FirstDay firstDay) {
        this.table = table;
        this.key = key;
        this.time = time;
        this.firstDay = firstDay;
    }

    /**
     * Where it stands.
     *
     * @param from first key
     * @param last key, less than {@code from} when nothing on the way has expired any more
     * @param before what is older has expired
     */
    record Stretch(long from, long last, OffsetDateTime before) {

        boolean isEmpty() {
            return last < from;
        }
    }

    /** The stretch to work on, again and again until it is {@link #passed}. */
    Stretch current(Handle handle, Cutoffs cutoffs, int keys) {
        startOver(firstDay.of(cutoffs));
        OffsetDateTime before = Cutoffs.start(day);
        if (done) {
            return nothing(before);
        }
        Stretch found = look(handle, before, keys);
        done = found.isEmpty();
        return found;
    }

    void passed(Stretch stretch) {
        next = stretch.last() + 1;
    }

    /** Goes the whole way again. */
    void startOver() {
        next = Long.MIN_VALUE;
        done = false;
    }

    private void startOver(long cutoff) {
        if (day != cutoff) {
            day = cutoff;
            startOver();
        }
    }

    private Stretch look(Handle handle, OffsetDateTime before, int keys) {
        return handle.createQuery(
                        """
                        select case when count(case when y.t < :before then 1 end) > 0 then max(y.k) end as last
                          from (select %s as k, %s as t
                                  from %s
                                 where %s >= :next
                                 order by %s
                                 fetch first %d rows only) y
                        """
                                .formatted(key, time, table, key, key, keys))
                .bind("before", before)
                .bind("next", next)
                .mapTo(Long.class)
                .findOne()
                .map(last -> new Stretch(next, last, before))
                .orElse(nothing(before));
    }

    private static Stretch nothing(OffsetDateTime before) {
        return new Stretch(0, -1, before);
    }
}
