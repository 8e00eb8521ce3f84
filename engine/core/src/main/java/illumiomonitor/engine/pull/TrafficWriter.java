package illumiomonitor.engine.pull;

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
            insert into flow (flow_id, pce_id, pull_id, src, dst, port, proto, icmp_type, icmp_code,
                              process, user_name, service, network, client_type, state, transmission,
                              direction, decision, first_detected, bucket_from, counted)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INCREMENT =
            """
            insert into increment (increment_id, flow_id, src, dst, since_at, until_at, last_detected,
                                   connections, bytes_in, bytes_out,
                                   total_connections, total_in, total_out, basis, late_minutes)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
            try (PreparedStatement flow = connection.prepareStatement(FLOW);
                    PreparedStatement increment = connection.prepareStatement(INCREMENT)) {
                inChunks(connection, changes.added(), chunk -> rows(chunk, flow, increment));
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

    private void rows(List<Observed> chunk, PreparedStatement flow, PreparedStatement increment)
            throws SQLException, InterruptedException {
        boolean fresh = false;
        for (Observed row : chunk) {
            if (row.known == null) {
                flow(flow, row);
                fresh = true;
            }
            increment(increment, row);
        }
        if (fresh) {
            flow.executeBatch();
        }
        increment.executeBatch();
    }

    private void flow(PreparedStatement insert, Observed row) throws SQLException {
        Traits traits = row.kind.traits();
        insert.setLong(1, row.flowId);
        insert.setInt(2, pceId);
        insert.setLong(3, pullId);
        insert.setInt(4, endpoints.id(row.src));
        insert.setInt(5, endpoints.id(row.dst));
        insert.setInt(6, row.port);
        insert.setInt(7, traits.proto());
        insert.setInt(8, row.icmpType);
        insert.setInt(9, row.icmpCode);
        insert.setInt(10, traits.process());
        insert.setInt(11, traits.user());
        insert.setInt(12, traits.service());
        insert.setInt(13, traits.network());
        insert.setInt(14, traits.clientType());
        insert.setInt(15, traits.state());
        insert.setInt(16, traits.transmission());
        insert.setInt(17, traits.direction().ordinal());
        insert.setInt(18, traits.decision().ordinal());
        insert.setObject(19, Times.utc(row.first));
        insert.setObject(20, Times.utc(row.bucket));
        insert.setBoolean(21, row.counted);
        insert.addBatch();
        if (firstFlowId == 0) {
            firstFlowId = row.flowId;
        }
    }

    private void increment(PreparedStatement insert, Observed row)
            throws SQLException, InterruptedException {
        Known known = row.known;
        Totals before = known == null ? null : Totals.of(known, changes.ledger().day(row.day()));
        Basis basis = requireBasis(row);
        Totals added = IncrementTable.added(row, before, basis);
        long since = table.since(row, before);
        long until = table.until(row);
        insert.setLong(1, nextIncrement++);
        insert.setLong(2, row.flowId);
        insert.setInt(3, endpoints.id(row.src));
        insert.setInt(4, endpoints.id(row.dst));
        insert.setObject(5, Times.utc(since));
        insert.setObject(6, Times.utc(until));
        insert.setObject(7, Times.utc(added.last()));
        insert.setLong(8, added.connections());
        insert.setLong(9, added.in());
        insert.setLong(10, added.out());
        insert.setLong(11, row.connections);
        insert.setLong(12, row.in);
        insert.setLong(13, row.out);
        insert.setInt(14, basis.ordinal());
        insert.setInt(15, basis == Basis.LATE ? table.lateMinutes(row) : 0);
        insert.addBatch();
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
