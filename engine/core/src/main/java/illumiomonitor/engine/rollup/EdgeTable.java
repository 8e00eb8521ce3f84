package illumiomonitor.engine.rollup;

import illumiomonitor.db.BulkInsert;
import illumiomonitor.db.Store;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Edges in the store. */
final class EdgeTable {

    /** Numbers of one PCE's edges begin with its own. */
    static final long PER_PCE = 1_000_000_000_000L;

    private static final int CHUNK = 1_000;

    /** Edges that go in one transaction with their days, some 90 of each: well below 200 ms. */
    private static final int STEP = 50;

    /**
     * An edge.
     *
     * @param stored whether the store has it, perhaps otherwise
     * @param first microseconds since 1970
     * @param lastDay days since 1970; the lowest bit of the three
     * @param dayFirst first activity on that day, microseconds since 1970; {@link Long#MAX_VALUE}
     *     when it is not known
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
            long dayFirst,
            long seen,
            long allowed,
            long stopped) {}

    private EdgeTable() {}

    /**
     * @param most edges that are held
     */
    static EdgeBook load(Handle handle, int pceId, int most) {
        EdgeRoom room = new EdgeRoom(most);
        goneTo(handle, pceId).ifPresent(room::gaveWay);
        EdgeBook book = new EdgeBook(room);
        book.numbersFrom(pceId * PER_PCE + 1);
        handle.createQuery(
                        """
                        select edge_id, src_ip, dst_ip, port, proto, src_group, dst_group, dst_managed,
                               first_at, last_day, seen, allowed, stopped, day_first_at
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
                                        micros(row.getObject(14, OffsetDateTime.class)),
                                        row.getLong(11),
                                        row.getLong(12),
                                        row.getLong(13)))
                .forEach(book::load);
        book.numbersFrom(lastSummed(handle, pceId, book.nextId()) + 1);
        return book;
    }

    private static Optional<Integer> goneTo(Handle handle, int pceId) {
        return handle.createQuery("select edges_gone_to from pce where pce_id = ?")
                .bind(0, pceId)
                .mapTo(Integer.class)
                .findOne();
    }

    /** An edge may be gone while its days are still there: its number is not given again. */
    private static long lastSummed(Handle handle, int pceId, long least) {
        return handle.createQuery(
                        """
                        select coalesce(max(edge_id), 0)
                          from edge_day
                         where edge_id >= :least
                           and edge_id < :to
                        """)
                .bind("least", least)
                .bind("to", (pceId + 1) * PER_PCE)
                .mapTo(long.class)
                .one();
    }

    /** Deletes edges and their days in short transactions. */
    static void delete(Store store, List<Long> ids) throws InterruptedException {
        for (int at = 0; at < ids.size(); at += STEP) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while edges gave way");
            }
            List<Long> step = ids.subList(at, Math.min(ids.size(), at + STEP));
            store.jdbi().useTransaction(handle -> delete(handle, step));
        }
    }

    /** Says that edges gave way which were last seen by this day, in days since 1970. */
    static void saveGone(Handle handle, int pceId, int lastDay) {
        handle.createUpdate(
                        """
                        update pce
                           set edges_gone_to = greatest(coalesce(edges_gone_to, :day), :day)
                         where pce_id = :pce
                        """)
                .bind("day", lastDay)
                .bind("pce", pceId)
                .execute();
    }

    private static void delete(Handle handle, List<Long> ids) {
        for (String table : List.of("edge_day", "edge")) {
            PreparedBatch batch =
                    handle.prepareBatch("delete from %s where edge_id = ?".formatted(table));
            ids.forEach(batch::add);
            batch.execute();
        }
    }

    /**
     * Writes edges in small transactions; doing so again changes nothing. One that the store does
     * not have any more, because it had expired, is there again.
     */
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
                               last_day = ?, seen = ?, allowed = ?, stopped = ?, day_first_at = ?
                         where edge_id = ?
                        """);
        List<Row> known = rows.stream().filter(Row::stored).toList();
        known.forEach(row -> update(updates, row));
        int[] met = execute(updates);
        List<Row> missing = new ArrayList<>();
        for (int at = 0; at < met.length; at++) {
            if (met[at] == 0) {
                missing.add(known.get(at));
            }
        }
        rows.stream().filter(row -> !row.stored()).forEach(missing::add);
        insert(handle, pceId, missing);
    }

    private static void insert(Handle handle, int pceId, List<Row> rows) {
        try (BulkInsert<Row, RuntimeException> inserts =
                new BulkInsert<>(
                        handle.getConnection(),
                        "edge",
                        """
                        edge_id, pce_id, src_ip, dst_ip, port, proto, src_group, dst_group, dst_managed,
                        first_at, last_day, seen, allowed, stopped, day_first_at
                        """,
                        (row, cells) -> insert(cells, pceId, row))) {
            inserts.write(rows);
        } catch (SQLException e) {
            throw new IllegalStateException("edges could not be written", e);
        }
    }

    private static int[] execute(PreparedBatch batch) {
        return batch.size() > 0 ? batch.execute() : new int[0];
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
                moment(row.dayFirst()),
                row.id());
    }

    private static void insert(BulkInsert.Cells cells, int pceId, Row row) throws SQLException {
        cells.put(row.id())
                .put(pceId)
                .put(row.srcIp())
                .put(row.dstIp())
                .put(row.port())
                .put(row.proto())
                .put(row.srcGroup())
                .put(row.dstGroup())
                .put(row.dstManaged())
                .put(Hours.utc(Hours.instant(row.first())))
                .put(row.lastDay())
                .put(row.seen())
                .put(row.allowed())
                .put(row.stopped())
                .put(moment(row.dayFirst()));
    }

    private static long micros(@Nullable OffsetDateTime at) {
        return at == null ? Long.MAX_VALUE : Hours.micros(at.toInstant());
    }

    private static @Nullable OffsetDateTime moment(long micros) {
        return micros == Long.MAX_VALUE ? null : Hours.utc(Hours.instant(micros));
    }
}
