package illumiomonitor.engine.retention;

import org.jdbi.v3.core.Handle;

/**
 * A table whose rows go when nothing was added to them for long: walked once per day of cutoff,
 * from its first key to its last, a stretch at a time.
 */
final class LastDay implements Sweep {

    private final String table;
    private final String key;
    private final String day;
    private final FirstDay firstDay;
    private long cutoff = Long.MIN_VALUE;
    private long next;
    private boolean done;

    /**
     * A walk.
     *
     * @param day column with the day of the newest addition, in days since 1970
     */
    LastDay(String table, String key, String day, FirstDay firstDay) {
        this.table = table;
        this.key = key;
        this.day = day;
        this.firstDay = firstDay;
    }

    @Override
    public long sweep(Handle handle, Cutoffs cutoffs, int most) {
        if (cutoff != firstDay.of(cutoffs)) {
            cutoff = firstDay.of(cutoffs);
            startOver();
        }
        long deleted = 0;
        while (!done && deleted == 0) {
            deleted = stretch(handle, most);
        }
        return deleted;
    }

    @Override
    public void startOver() {
        next = Long.MIN_VALUE;
        done = false;
    }

    private long stretch(Handle handle, int most) {
        Long last =
                handle.createQuery(
                                """
                                select max(y.k)
                                  from (select %s as k
                                          from %s
                                         where %s >= :next
                                         order by %s
                                         fetch first %d rows only) y
                                """
                                        .formatted(key, table, key, key, most))
                        .bind("next", next)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(null);
        if (last == null) {
            done = true;
            return 0;
        }
        long from = next;
        next = last + 1;
        return handle.execute(
                "delete from %s where %s >= ? and %s <= ? and %s < ?"
                        .formatted(table, key, key, day),
                from,
                last,
                cutoff);
    }
}
