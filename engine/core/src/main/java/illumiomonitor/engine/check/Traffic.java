package illumiomonitor.engine.check;

import illumiomonitor.db.Store;
import java.time.Duration;
import java.time.Instant;

/** What the stored history says about a PCE's traffic. */
final class Traffic {

    /**
     * Figures of the newest pulls.
     *
     * @param counters counting mode: UNPROVEN, BUCKET or CLIPPED
     * @param proof what proved it
     * @param pulls good traffic pulls of the last day
     * @param tookMillis from asking to the last row, on average
     * @param increments of the last day
     * @param measured of them, how many belong to rows with a byte count
     * @param blocked flow rows of the last day that were blocked
     */
    record Figures(
            String counters,
            String proof,
            long pulls,
            long tookMillis,
            long increments,
            long measured,
            long blocked) {}

    private static final long INCREMENTS_OF_A_PULL = 10_000_000L;

    private final Store store;

    Traffic(Store store) {
        this.store = store;
    }

    Figures of(int pceId, Instant now) {
        Instant from = now.minus(Duration.ofDays(1));
        return store.jdbi()
                .withHandle(
                        handle -> {
                            String[] mode =
                                    handle.createQuery(
                                                    "select counters, counters_proof from pce where pce_id = :pceId")
                                            .bind("pceId", pceId)
                                            .map(
                                                    (row, context) ->
                                                            new String[] {
                                                                row.getString(1), row.getString(2)
                                                            })
                                            .one();
                            long[] pulls =
                                    handle.createQuery(
                                                    """
                            select pull_id, asked_at, answered_at
                              from pull
                             where pce_id = :pceId
                               and kind = 'TRAFFIC'
                               and outcome = 'OK'
                               and tick > :from
                            """)
                                            .bind("pceId", pceId)
                                            .bind("from", from)
                                            .reduceRows(
                                                    new long[] {0, 0, Long.MAX_VALUE},
                                                    (sum, row) -> {
                                                        sum[0]++;
                                                        sum[1] +=
                                                                Duration.between(
                                                                                row.getColumn(
                                                                                        "asked_at",
                                                                                        Instant
                                                                                                .class),
                                                                                row.getColumn(
                                                                                        "answered_at",
                                                                                        Instant
                                                                                                .class))
                                                                        .toMillis();
                                                        sum[2] =
                                                                Math.min(
                                                                        sum[2],
                                                                        row.getColumn(
                                                                                "pull_id",
                                                                                Long.class));
                                                        return sum;
                                                    });
                            long first =
                                    pulls[2] == Long.MAX_VALUE
                                            ? Long.MAX_VALUE
                                            : pulls[2] * INCREMENTS_OF_A_PULL;
                            long[] increments =
                                    handle.createQuery(
                                                    """
                            select count(*) as increments,
                                   count(case when i.total_in > 0 or i.total_out > 0 then 1 end) as measured,
                                   count(case when f.decision = 2 then 1 end) as blocked
                              from increment i
                              join flow f on f.flow_id = i.flow_id
                             where i.increment_id >= :first
                               and f.pce_id = :pceId
                            """)
                                            .bind("first", first)
                                            .bind("pceId", pceId)
                                            .map(
                                                    (row, context) ->
                                                            new long[] {
                                                                row.getLong(1),
                                                                row.getLong(2),
                                                                row.getLong(3)
                                                            })
                                            .one();
                            long count = Math.max(1, pulls[0]);
                            return new Figures(
                                    mode[0],
                                    mode[1],
                                    pulls[0],
                                    pulls[1] / count,
                                    increments[0],
                                    increments[1],
                                    increments[2]);
                        });
    }
}
