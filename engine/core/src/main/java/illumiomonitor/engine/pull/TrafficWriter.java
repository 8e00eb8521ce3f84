package illumiomonitor.engine.pull;

import illumiomonitor.db.BulkInsert;
import illumiomonitor.db.Store;
import illumiomonitor.spi.Basis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a pull adds, under its id, in small transactions. Nobody sees the rows before the
 * pull is committed, so it may end between any two of them. Not thread-safe.
 */
final class TrafficWriter {

    /** Rows of one transaction; bigger ones are slower and make the file grow. */
    static final int CHUNK = 1_000;

    private static final String FLOW =
            """
            flow_id, pce_id, pull_id, src, dst, port, proto, icmp_type, icmp_code,
            process, user_name, service, network, client_type, state, transmission,
            direction, decision, first_detected, bucket_from, counted
            """;

    private static final String INCREMENT =
            """
            increment_id, flow_id, src, dst, since_at, until_at, last_detected,
            connections, bytes_in, bytes_out,
            total_connections, total_in, total_out, basis, late_minutes
            """;

    private final Store store;
    private final int pceId;
    private final long pullId;
    private final Endpoints endpoints;
    private final Changes changes;
    private final IncrementTable table;
    private final Runnable betweenChunks;
    private long nextIncrement;
    private long spansFrom = Long.MAX_VALUE;
    private long spansTo = Long.MIN_VALUE;
    private long firstFlowId;

    TrafficWriter(
            Store store,
            int pceId,
            long pullId,
            Endpoints endpoints,
            Changes changes,
            Runnable betweenChunks) {
        this.store = store;
        this.pceId = pceId;
        this.pullId = pullId;
        this.endpoints = endpoints;
        this.changes = changes;
        this.table = changes.table();
        this.betweenChunks = betweenChunks;
        this.nextIncrement = pullId * Ids.INCREMENTS + 1;
    }

    /**
     * Writes everything; the pull is not committed thereby.
     *
     * @throws InterruptedException if interrupted between two transactions; what was written is to
     *     be removed
     */
    void write() throws SQLException, InterruptedException {
        try (Connection connection = store.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (BulkInsert<Observed, RuntimeException> flows =
                            new BulkInsert<>(connection, "flow", FLOW, this::flow);
                    BulkInsert<Observed, InterruptedException> increments =
                            new BulkInsert<>(connection, "increment", INCREMENT, this::increment)) {
                inChunks(connection, changes.added(), chunk -> rows(chunk, flows, increments));
            }
            List<Observed> noted =
                    changes.added().stream().filter(row -> row.note != null).toList();
            inChunks(connection, noted, chunk -> notes(connection, chunk));
            inChunks(connection, changes.rewritten(), chunk -> looks(connection, chunk));
            inChunks(connection, changes.uncounted(), chunk -> uncounted(connection, chunk));
        }
    }

    /** Earliest since of what was written, null when nothing was. */
    @Nullable Long spansFrom() {
        return spansFrom == Long.MAX_VALUE ? null : spansFrom;
    }

    /** Latest until of what was written, null when nothing was. */
    @Nullable Long spansTo() {
        return spansTo == Long.MIN_VALUE ? null : spansTo;
    }

    /** The smallest number of a new flow row, 0 when there is none. */
    long firstFlowId() {
        return firstFlowId;
    }

    private interface ChunkWriter<T> {
        void write(List<T> chunk) throws SQLException, InterruptedException;
    }

    private <T> void inChunks(Connection connection, List<T> rows, ChunkWriter<T> writer)
            throws SQLException, InterruptedException {
        for (int i = 0; i < rows.size(); i += CHUNK) {
            if (Thread.interrupted()) {
                connection.rollback();
                throw new InterruptedException("stopped while storing");
            }
            try {
                writer.write(rows.subList(i, Math.min(rows.size(), i + CHUNK)));
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
            betweenChunks.run();
        }
    }

    private static void rows(
            List<Observed> chunk,
            BulkInsert<Observed, RuntimeException> flows,
            BulkInsert<Observed, InterruptedException> increments)
            throws SQLException, InterruptedException {
        flows.write(chunk.stream().filter(row -> row.known == null).toList());
        increments.write(chunk);
    }

    private void flow(Observed row, BulkInsert.Cells cells) throws SQLException {
        Traits traits = row.kind.traits();
        cells.put(row.flowId)
                .put(pceId)
                .put(pullId)
                .put(endpoints.id(row.src))
                .put(endpoints.id(row.dst))
                .put(row.port)
                .put(traits.proto())
                .put(row.icmpType)
                .put(row.icmpCode)
                .put(traits.process())
                .put(traits.user())
                .put(traits.service())
                .put(traits.network())
                .put(traits.clientType())
                .put(traits.state())
                .put(traits.transmission())
                .put(traits.direction().ordinal())
                .put(traits.decision().ordinal())
                .put(Times.utc(row.first))
                .put(Times.utc(row.bucket))
                .put(row.counted);
        if (firstFlowId == 0) {
            firstFlowId = row.flowId;
        }
    }

    private void increment(Observed row, BulkInsert.Cells cells)
            throws SQLException, InterruptedException {
        Known known = row.known;
        Totals before = known == null ? null : Totals.of(known, changes.ledger().day(row.day()));
        Basis basis = requireBasis(row);
        Totals added = IncrementTable.added(row, before, basis);
        long since = table.since(row, before);
        long until = table.until(row);
        cells.put(nextIncrement++)
                .put(row.flowId)
                .put(endpoints.id(row.src))
                .put(endpoints.id(row.dst))
                .put(Times.utc(since))
                .put(Times.utc(until))
                .put(Times.utc(added.last()))
                .put(added.connections())
                .put(added.in())
                .put(added.out())
                .put(row.connections)
                .put(row.in)
                .put(row.out)
                .put(basis.ordinal())
                .put(basis == Basis.LATE ? table.lateMinutes(row) : 0);
        spansFrom = Math.min(spansFrom, since);
        spansTo = Math.max(spansTo, until);
    }

    private static Basis requireBasis(Observed row) {
        Basis basis = row.basis;
        if (basis == null) {
            throw new IllegalStateException("a row that adds nothing is not written");
        }
        return basis;
    }

    private void looks(Connection connection, List<Observed> chunk)
            throws SQLException, InterruptedException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        insert into flow_moved (flow_id, pull_id, first_detected, state)
                        values (?, ?, ?, ?)
                        """)) {
            for (Observed row : chunk) {
                Known known = row.known;
                if (known == null) {
                    continue;
                }
                DayLedger day = changes.ledger().day(row.day());
                long before = day.millis(known.first);
                if (row.first >= before && row.state() == known.state) {
                    continue;
                }
                insert.setLong(1, day.flowId(known));
                insert.setLong(2, pullId);
                insert.setObject(3, Times.utc(Math.min(row.first, before)));
                insert.setInt(4, row.state());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void notes(Connection connection, List<Observed> chunk) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        insert into flow_note (pull_id, flow_id, draft, boundary)
                        values (?, ?, ?, ?)
                        """)) {
            for (Observed row : chunk) {
                Note note = row.note;
                if (note != null) {
                    insert.setLong(1, pullId);
                    insert.setLong(2, row.flowId);
                    insert.setString(3, note.draft());
                    insert.setString(4, note.boundary());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private void uncounted(Connection connection, List<Twins.Uncounted> chunk) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into uncounted (flow_id, pull_id) values (?, ?)")) {
            for (Twins.Uncounted row : chunk) {
                insert.setLong(1, row.flowId());
                insert.setLong(2, pullId);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
