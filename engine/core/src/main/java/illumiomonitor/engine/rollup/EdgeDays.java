package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Sums of edges by UTC day: made of the flows once a day is over, or learned from the PCE's older
 * buckets. Thread-safe as long as one makes or learns at a time.
 */
public final class EdgeDays {

    private static final int CHUNK = 1_000;

    private final Store store;
    private final Edges edges;
    private final Sent sent;
    private final DayShares dayShares;

    EdgeDays(Store store, Edges edges, Sent sent, DayShares dayShares) {
        this.store = store;
        this.edges = edges;
        this.sent = sent;
        this.dayShares = dayShares;
    }

    /**
     * One bucket of the PCE that no pull brought.
     *
     * @param first first activity
     * @param last last activity, on the same UTC day
     */
    public record Row(
            Endpoint src,
            Endpoint dst,
            int port,
            int proto,
            Decision decision,
            long connections,
            long bytesIn,
            long bytesOut,
            Instant first,
            Instant last) {}

    /**
     * @param gone day since 1970 by which edges gave way
     */
    private record Learned(List<EdgeTable.Row> changes, OptionalInt gone) {}

    private static final class Sum {
        private long connections;
        private long in;
        private long out;
    }

    /**
     * Learns a day of the past, in the caller's transaction. Replaces what was learned of that day
     * before; sums that pulls made of it stay and are not added to. Only whole days come in here:
     * they make edges, their days and daily sums, never an hour's baseline. An edge that there is
     * no room for is left out: those that were quiet for longest give way, and it would be among
     * them. Once the caller has committed, {@link #forget} is due.
     *
     * @return edges of that day
     */
    public int learn(Handle handle, int pceId, LocalDate day, Collection<Row> rows) {
        int number = (int) day.toEpochDay();
        delete(handle, pceId, number, "and learned");
        boolean own = newest(handle, pceId, number) > 0;
        Map<Long, Sum> sums = new TreeMap<>();
        Learned learned =
                edges.ask(
                        pceId,
                        book -> {
                            rows.forEach(row -> learn(book, row, number, sums));
                            return new Learned(book.changes(), book.room().gone());
                        });
        // Until the caller has committed, the store may yet not have them.
        edges.forget(pceId);
        EdgeTable.save(handle, pceId, learned.changes());
        if (!own) {
            insert(handle, pceId, number, sums, true);
        }
        // Last: a pull that ends meanwhile writes the same row, and would wait for all of the
        // above.
        learned.gone().ifPresent(gone -> EdgeTable.saveGone(handle, pceId, gone));
        return sums.size();
    }

    private static void learn(EdgeBook book, Row row, int day, Map<Long, Sum> sums) {
        int at = book.enter(row.src().ip(), row.dst().ip(), row.port(), row.proto());
        if (at == EdgeBook.NONE) {
            book.room().gaveWay(day);
            return;
        }
        long first = Hours.micros(row.first());
        book.saw(at, row.src(), row.dst(), row.decision(), first, day, first);
        Sum sum = sums.computeIfAbsent(book.id(at), id -> new Sum());
        sum.connections += row.connections();
        sum.in += row.bytesIn();
        sum.out += row.bytesOut();
    }

    /** Makes a day as a whole, whatever was there of it. */
    void make(int pceId, int day, Collection<Flow> flows) throws InterruptedException {
        Map<Long, Sum> sums = new TreeMap<>();
        edges.ask(
                pceId,
                book -> {
                    flows.forEach(flow -> add(book, flow, sums));
                    return book;
                });
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped before writing a day's edges");
        }
        // Whoever asks for sums of days meanwhile gets the old ones or the new ones, never a part.
        store.jdbi()
                .useTransaction(
                        handle -> {
                            delete(handle, pceId, day, "");
                            insert(handle, pceId, day, sums, false);
                        });
        forget(pceId, day);
    }

    /** A day was made or learned, and is committed: what is kept of it may not be so any more. */
    void forget(int pceId, int day) {
        sent.forget(pceId);
        dayShares.forget(pceId, day);
    }

    private static void add(EdgeBook book, Flow flow, Map<Long, Sum> sums) {
        int at = book.find(flow.srcIp(), flow.dstIp(), flow.port(), flow.proto());
        if (at != EdgeBook.NONE) {
            Sum sum = sums.computeIfAbsent(book.id(at), id -> new Sum());
            sum.connections += flow.connections();
            sum.in += flow.bytesIn();
            sum.out += flow.bytesOut();
        }
    }

    private static void delete(Handle handle, int pceId, int day, String more) {
        handle.createUpdate(
                        """
                        delete from edge_day
                         where edge_day_id >= :from
                           and edge_day_id < :to
                           and pce_id = :pce
                        """
                                + more)
                .bind("from", day * Hours.ROWS)
                .bind("to", (day + 1) * Hours.ROWS)
                .bind("pce", pceId)
                .execute();
    }

    private static long newest(Handle handle, int pceId, int day) {
        return handle.createQuery(
                        """
                        select count(*)
                          from edge_day
                         where edge_day_id >= :from
                           and edge_day_id < :to
                           and pce_id = :pce
                           and not learned
                        """)
                .bind("from", day * Hours.ROWS)
                .bind("to", (day + 1) * Hours.ROWS)
                .bind("pce", pceId)
                .mapTo(long.class)
                .one();
    }

    private static void insert(
            Handle handle, int pceId, int day, Map<Long, Sum> sums, boolean learned) {
        if (sums.isEmpty()) {
            return;
        }
        long next =
                handle.createQuery(
                                """
                                select coalesce(max(edge_day_id), :from) + 1
                                  from edge_day
                                 where edge_day_id >= :from
                                   and edge_day_id < :to
                                """)
                        .bind("from", day * Hours.ROWS)
                        .bind("to", (day + 1) * Hours.ROWS)
                        .mapTo(long.class)
                        .one();
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into edge_day (edge_day_id, pce_id, edge_id, connections, bytes_in,
                                              bytes_out, learned)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """);
        for (Map.Entry<Long, Sum> entry : sums.entrySet()) {
            Sum sum = entry.getValue();
            batch.add(next++, pceId, entry.getKey(), sum.connections, sum.in, sum.out, learned);
            if (batch.size() == CHUNK) {
                batch.execute();
            }
        }
        batch.execute();
    }
}
