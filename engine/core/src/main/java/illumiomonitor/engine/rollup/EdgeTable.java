package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Edges in the store. */
final class EdgeTable {

    /** Numbers of one PCE's edges begin with its own. */
    static final long PER_PCE = 1_000_000_000_000L;

    private static final int CHUNK = 1_000;

    /**
     * An edge.
     *
     * @param stored whether the store has it, perhaps otherwise
     * @param first microseconds since 1970
     * @param lastDay days since 1970; the lowest bit of the three
     */
    record Row(
            boolean stored,
            long id,
            String srcIp,
            String dstIp,
            int port,
            int proto,
            String srcGroup,
            String dstGroup,
            boolean dstManaged,
            long first,
            int lastDay,
            long seen,
            long allowed,
            long stopped) {}

    private EdgeTable() {}

    static EdgeBook load(Handle handle, int pceId) {
        EdgeBook book = new EdgeBook();
        book.numbersFrom(pceId * PER_PCE + 1);
        handle.createQuery(
                        """
                        select edge_id, src_ip, dst_ip, port, proto, src_group, dst_group, dst_managed,
                               first_at, last_day, seen, allowed, stopped
                          from edge
                         where edge_id > :from
                           and edge_id < :to
                         order by edge_id
                        """)
                .bind("from", pceId * PER_PCE)
                .bind("to", (pceId + 1) * PER_PCE)
                .map(
                        (row, ctx) ->
                                new Row(
                                        true,
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getInt(4),
                                        row.getInt(5),
                                        row.getString(6),
                                        row.getString(7),
                                        row.getBoolean(8),
                                        Hours.micros(
                                                row.getObject(9, OffsetDateTime.class).toInstant()),
                                        row.getInt(10),
                                        row.getLong(11),
                                        row.getLong(12),
                                        row.getLong(13)))
                .forEach(book::load);
        return book;
    }

    /** Writes edges in small transactions; doing so again changes nothing. */
    static void save(Store store, int pceId, List<Row> rows) throws InterruptedException {
        for (int at = 0; at < rows.size(); at += CHUNK) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while writing edges");
            }
            List<Row> chunk = rows.subList(at, Math.min(rows.size(), at + CHUNK));
            store.jdbi().useTransaction(handle -> save(handle, pceId, chunk));
        }
    }

    static void save(Handle handle, int pceId, List<Row> rows) {
        PreparedBatch updates =
                handle.prepareBatch(
                        """
                        update edge
                           set src_group = ?, dst_group = ?, dst_managed = ?, first_at = ?,
                               last_day = ?, seen = ?, allowed = ?, stopped = ?
                         where edge_id = ?
                        """);
        PreparedBatch inserts =
                handle.prepareBatch(
                        """
                        insert into edge (edge_id, pce_id, src_ip, dst_ip, port, proto, src_group,
                                          dst_group, dst_managed, first_at, last_day, seen, allowed,
                                          stopped)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """);
        for (Row row : rows) {
            if (row.stored()) {
                update(updates, row);
            } else {
                insert(inserts, pceId, row);
            }
        }
        execute(updates);
        execute(inserts);
    }

    private static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static void update(PreparedBatch updates, Row row) {
        updates.add(
                row.srcGroup(),
                row.dstGroup(),
                row.dstManaged(),
                Hours.utc(Hours.instant(row.first())),
                row.lastDay(),
                row.seen(),
                row.allowed(),
                row.stopped(),
                row.id());
    }

    private static void insert(PreparedBatch inserts, int pceId, Row row) {
        inserts.add(
                row.id(),
                pceId,
                row.srcIp(),
                row.dstIp(),
                row.port(),
                row.proto(),
                row.srcGroup(),
                row.dstGroup(),
                row.dstManaged(),
                Hours.utc(Hours.instant(row.first())),
                row.lastDay(),
                row.seen(),
                row.allowed(),
                row.stopped());
    }
}
