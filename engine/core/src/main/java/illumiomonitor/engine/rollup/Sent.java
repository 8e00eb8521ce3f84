package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import java.util.HashMap;
import java.util.Map;

/**
 * Bytes that every edge sent in the 30 UTC days before a day. Reads the days' rows once, and keeps
 * the answer for one day per PCE. Thread-safe.
 */
final class Sent {

    private static final int DAYS = 30;

    private record Kept(int day, Map<Long, Long> byEdge) {}

    private final Store store;
    private final Map<Integer, Kept> kept = new HashMap<>();

    Sent(Store store) {
        this.store = store;
    }

    /** By edge number; edges without bytes are absent. */
    synchronized Map<Long, Long> before(int pceId, int day) {
        Kept known = kept.get(pceId);
        if (known == null || known.day() != day) {
            known = new Kept(day, read(pceId, day));
            kept.put(pceId, known);
        }
        return known.byEdge();
    }

    /** Days were made or learned, and are committed: what is kept may not be what the store has. */
    synchronized void forget(int pceId) {
        kept.remove(pceId);
    }

    private Map<Long, Long> read(int pceId, int day) {
        Map<Long, Long> sums = new HashMap<>();
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select edge_id, sum(bytes_in)
                                                  from edge_day
                                                 where edge_day_id >= :from
                                                   and edge_day_id < :to
                                                   and pce_id = :pce
                                                   and bytes_in > 0
                                                 group by edge_id
                                                """)
                                        .bind("from", (day - DAYS) * Hours.ROWS)
                                        .bind("to", day * Hours.ROWS)
                                        .bind("pce", pceId)
                                        .map(
                                                (row, ctx) ->
                                                        Map.entry(row.getLong(1), row.getLong(2)))
                                        .forEach(row -> sums.put(row.getKey(), row.getValue())));
        return sums;
    }
}
