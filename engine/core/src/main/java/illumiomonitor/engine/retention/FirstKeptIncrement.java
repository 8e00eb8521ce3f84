package illumiomonitor.engine.retention;

import org.jdbi.v3.core.Handle;

/**
 * The first increment that is kept: that of the first pull whose tick is kept. Looked up once per
 * day of cutoff, because it reads all pulls.
 */
final class FirstKeptIncrement implements KeyRange.FirstKept {

    private static final long INCREMENTS_PER_PULL = 10_000_000;

    private long day = Long.MIN_VALUE;
    private long limit;

    @Override
    public long key(Handle handle, Cutoffs cutoffs) {
        if (day != cutoffs.flowDay()) {
            limit = firstKept(handle, cutoffs) * INCREMENTS_PER_PULL;
            day = cutoffs.flowDay();
        }
        return limit;
    }

    private static long firstKept(Handle handle, Cutoffs cutoffs) {
        return handle.createQuery(
                        """
                        select coalesce(min(case when tick >= :before then pull_id end), max(pull_id), 0)
                          from pull
                        """)
                .bind("before", Cutoffs.start(cutoffs.flowDay()))
                .mapTo(long.class)
                .one();
    }
}
