package illumiomonitor.db;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Folds increments into each flow's newest totals, so that {@code history.flows} is quick to ask.
 *
 * <p>Pulls do not do this: it rewrites rows all over a day, which is cheap once for many pulls and
 * dear once for each. Whatever is not folded yet the view reads from the increments, so an answer
 * is right either way. A writer that begins reads them too ({@link #to}). A pull's row must be in
 * the store before the next pull's id is handed out. Thread-safe; one folds at a time.
 */
public final class FlowTotals {

    private static final int CHUNK = 1_000;
    private static final int WINDOW = 20_000;
    private static final int FLOWS_IN_MEMORY = 200_000;
    private static final long MUCH = 500_000;
    private static final long INCREMENTS_PER_PULL = 10_000_000L;

    private static final long LOOK_MS = 50;

    private final Jdbi jdbi;
    private final ReentrantLock turn = new ReentrantLock();

    FlowTotals(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Folds every finished pull that no unfinished one precedes.
     *
     * @throws InterruptedException if interrupted between two chunks; what was done stays
     */
    public void fold() throws InterruptedException {
        if (!foldWhile(() -> !Thread.interrupted())) {
            throw new InterruptedException("interrupted while folding totals");
        }
    }

    /**
     * Folds as {@link #fold}, or a part of it.
     *
     * @param goesOn asked between two chunks; what was done by then stays
     * @return whether nothing was left to fold
     */
    boolean foldWhile(BooleanSupplier goesOn) throws InterruptedException {
        while (!turn.tryLock(LOOK_MS, TimeUnit.MILLISECONDS)) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
        }
        try {
            return foldAlone(goesOn);
        } finally {
            turn.unlock();
        }
    }

    private boolean foldAlone(BooleanSupplier goesOn) {
        NavigableMap<Long, Total> newest = new TreeMap<>();
        Workloads workloads = new Workloads(jdbi);
        long folded = 0;
        for (long pull : finished()) {
            long from = pull * INCREMENTS_PER_PULL;
            for (long start = from; start < from + INCREMENTS_PER_PULL; start += WINDOW) {
                if (!goesOn.getAsBoolean()) {
                    return false;
                }
                if (!read(start, start + WINDOW, newest, workloads)) {
                    break;
                }
                if (newest.size() >= FLOWS_IN_MEMORY) {
                    if (!write(newest, goesOn)) {
                        return false;
                    }
                    advanceTo(folded);
                }
            }
            folded = pull;
        }
        if (!write(newest, goesOn)) {
            return false;
        }
        advanceTo(folded);
        return true;
    }

    /** Folds once there is so much to fold that a question would have to wait for it. */
    public void foldWhenMuch() throws InterruptedException {
        if (backlog() >= MUCH) {
            fold();
        }
    }

    /** Newest pull whose increments are folded, with all before it; 0 when none is. */
    public long to() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("select pull_id from flow_total_upto")
                                .mapTo(long.class)
                                .one());
    }

    /** Increments of finished pulls that are not folded yet. */
    long backlog() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select coalesce(sum(increments), 0)
                                          from pull
                                         where pull_id > (select pull_id from flow_total_upto)
                                           and outcome in ('OK', 'PARTIAL')
                                        """)
                                .mapTo(long.class)
                                .one());
    }

    private List<Long> finished() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select p.pull_id
                                          from pull p
                                         where p.pull_id > (select pull_id from flow_total_upto)
                                           and p.outcome in ('OK', 'PARTIAL')
                                           and p.pull_id < coalesce((select min(o.pull_id)
                                                                       from pull o
                                                                      where o.outcome = 'OPEN'), p.pull_id + 1)
                                         order by p.pull_id
                                        """)
                                .mapTo(Long.class)
                                .list());
    }

    private void advanceTo(long pull) {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "update flow_total_upto set pull_id = ? where pull_id < ?",
                                pull,
                                pull));
    }

    /** Adds the totals of a range of increments; false when there is none in it. */
    private boolean read(
            long from, long to, NavigableMap<Long, Total> newest, Workloads workloads) {
        return jdbi.withHandle(
                handle -> {
                    try (ResultIterator<Total> totals = totals(handle, from, to).iterator()) {
                        boolean any = totals.hasNext();
                        totals.forEachRemaining(
                                total ->
                                        newest.merge(
                                                total.flowId,
                                                total,
                                                (known, later) -> known.then(later, workloads)));
                        return any;
                    }
                });
    }

    private static ResultIterable<Total> totals(Handle handle, long from, long to) {
        return handle.createQuery(
                        """
                        select flow_id, src, dst, last_detected, total_connections, total_in, total_out,
                               until_at
                          from increment
                         where increment_id >= :from
                           and increment_id < :to
                         order by increment_id
                        """)
                .bind("from", from)
                .bind("to", to)
                .map(
                        (row, context) ->
                                new Total(
                                        row.getLong(1),
                                        row.getInt(2),
                                        row.getInt(3),
                                        row.getObject(4, OffsetDateTime.class),
                                        row.getLong(5),
                                        row.getLong(6),
                                        row.getLong(7),
                                        row.getObject(8, OffsetDateTime.class),
                                        false));
    }

    /** Writes in the order of the flows, and empties the map; false when told to stop before. */
    private boolean write(NavigableMap<Long, Total> newest, BooleanSupplier goesOn) {
        List<Total> totals = new ArrayList<>(newest.values());
        newest.clear();
        for (int start = 0; start < totals.size(); start += CHUNK) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            List<Total> chunk = totals.subList(start, Math.min(start + CHUNK, totals.size()));
            jdbi.useTransaction(handle -> insert(handle, update(handle, chunk)));
        }
        return true;
    }

    /** Updates what is known; returns what is not. */
    private static List<Total> update(Handle handle, List<Total> totals) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        update flow_total
                           set moved = moved or ?
                                       or src <> ? and %1$s <> %2$s
                                       or dst <> ? and %3$s <> %2$s,
                               src = ?, dst = ?, last_detected = ?, connections = ?, bytes_in = ?, bytes_out = ?
                         where flow_id = ?
                        """
                                .formatted(
                                        workload("flow_total.src"),
                                        workload("cast(? as integer)"),
                                        workload("flow_total.dst")));
        totals.forEach(total -> total.update(batch));
        int[] updated = batch.execute();
        List<Total> unknown = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] == 0) {
                unknown.add(totals.get(i));
            }
        }
        return unknown;
    }

    private static String workload(String endpointId) {
        return "coalesce((select href from endpoint where endpoint_id = %s and managed), '')"
                .formatted(endpointId);
    }

    private static void insert(Handle handle, List<Total> totals) {
        if (totals.isEmpty()) {
            return;
        }
        try (BulkInsert<Total, RuntimeException> rows =
                new BulkInsert<>(
                        handle.getConnection(),
                        "flow_total",
                        """
                        flow_id, src, dst, last_detected, connections, bytes_in, bytes_out,
                        first_until, moved
                        """,
                        Total::insert)) {
            rows.write(totals);
        } catch (SQLException e) {
            throw new StoreException(
                    StoreException.Problem.BROKEN, "totals could not be written", e);
        }
    }

    /**
     * What the PCE last reported of a flow.
     *
     * @param firstUntil until when the first of its increments reaches that were read
     * @param moved whether those name endpoints of different workloads
     */
    record Total(
            long flowId,
            int src,
            int dst,
            OffsetDateTime lastDetected,
            long connections,
            long bytesIn,
            long bytesOut,
            OffsetDateTime firstUntil,
            boolean moved) {

        /** With an increment that came after this. */
        Total then(Total later, Workloads workloads) {
            return new Total(
                    flowId,
                    later.src,
                    later.dst,
                    later.lastDetected,
                    later.connections,
                    later.bytesIn,
                    later.bytesOut,
                    firstUntil,
                    moved || workloads.differ(src, later.src) || workloads.differ(dst, later.dst));
        }

        void update(PreparedBatch batch) {
            batch.add(
                    moved,
                    src,
                    src,
                    dst,
                    dst,
                    src,
                    dst,
                    lastDetected,
                    connections,
                    bytesIn,
                    bytesOut,
                    flowId);
        }

        void insert(BulkInsert.Cells cells) throws SQLException {
            cells.put(flowId)
                    .put(src)
                    .put(dst)
                    .put(lastDetected)
                    .put(connections)
                    .put(bytesIn)
                    .put(bytesOut)
                    .put(firstUntil)
                    .put(moved);
        }
    }
}
