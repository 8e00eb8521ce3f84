package illumiomonitor.engine.retention;

import org.jdbi.v3.core.Handle;

/**
 * A table whose key says when it expires: stretches of the key go at once.
 *
 * @param table its name
 * @param key its first key column
 * @param firstKept the first key that is kept
 */
record KeyRange(String table, String key, FirstKept firstKept) implements Sweep {

    /** The first key that is kept. */
    interface FirstKept {
        long key(Handle handle, Cutoffs cutoffs);
    }

    @Override
    public long sweep(Handle handle, Cutoffs cutoffs, int most) {
        long end = firstKept.key(handle, cutoffs);
        long first = first(handle);
        if (first >= end) {
            return 0;
        }
        return handle.execute(
                "delete from %s where %s >= ? and %s < ?".formatted(table, key, key),
                first,
                Math.min(first + most, end));
    }

    private long first(Handle handle) {
        return handle.createQuery("select min(%s) from %s".formatted(key, table))
                .mapTo(Long.class)
                .findOne()
                .orElse(Long.MAX_VALUE);
    }
}
