package illumiomonitor.engine.rule;

import illumiomonitor.db.RightOfWay;
import illumiomonitor.db.RightOfWay.Courtesy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;

/** Reads increments from the store, each time anew. */
final class StoredIncrements implements IncrementSource {

    /** H2 keeps an answer of this many rows in memory. */
    private static final int ROWS = 16_000;

    /** Kept for the windows of a tick, beside a service that also pulls. */
    private static final long AT_ONE_TICK = 450_000;

    private static final String SQL =
            """
            select increment_id, flow_id, src, dst, since_at, until_at, last_detected,
                   connections, bytes_in, bytes_out, total_connections, total_in, total_out,
                   basis, late_minutes
              from increment
             where increment_id > ?
               and increment_id < ?
               and until_at > ?
               and (until_at <= ? or since_at < ?)
             order by increment_id
             fetch first %d rows only
            """
                    .formatted(ROWS);

    private final Courtesy courtesy;

    StoredIncrements() {
        this(RightOfWay.none());
    }

    /**
     * @param courtesy whom it lets go first between two answers
     */
    StoredIncrements(Courtesy courtesy) {
        this.courtesy = courtesy;
    }

    @Override
    public void read(Connection connection, List<Pulls.Pull> pulls, Stretch stretch, Taker taker)
            throws SQLException, InterruptedException {
        for (Pulls.Pull pull : pulls) {
            read(connection, pull, stretch, taker::take);
        }
    }

    /** Those of one pull, in the order of their numbers; the object is used again. */
    void read(
            Connection connection,
            Pulls.Pull pull,
            Stretch stretch,
            Consumer<IncrementRow> consumer)
            throws SQLException, InterruptedException {
        IncrementRow row = new IncrementRow();
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            OffsetDateTime from = Micros.utc(Micros.instant(stretch.from()));
            OffsetDateTime to = Micros.utc(Micros.instant(stretch.to()));
            row.id = pull.id() * Pulls.INCREMENTS - 1;
            int rows = ROWS;
            while (rows == ROWS) {
                courtesy.giveWay();
                statement.setLong(1, row.id);
                statement.setLong(2, (pull.id() + 1) * Pulls.INCREMENTS);
                statement.setObject(3, from);
                statement.setObject(4, to);
                statement.setObject(5, to);
                rows = 0;
                try (ResultSet rs = statement.executeQuery()) {
                    while (rs.next()) {
                        rows++;
                        fill(row, rs);
                        consumer.accept(row);
                    }
                }
            }
        }
    }

    @Override
    public IncrementSource forWindows(int windows) {
        return windows > 1 ? new KeptIncrements(AT_ONE_TICK, false) : this;
    }

    private static void fill(IncrementRow row, ResultSet rs) throws SQLException {
        row.id = rs.getLong(1);
        row.flow = rs.getLong(2);
        row.src = rs.getInt(3);
        row.dst = rs.getInt(4);
        row.since = Micros.of(rs.getObject(5, OffsetDateTime.class));
        row.until = Micros.of(rs.getObject(6, OffsetDateTime.class));
        row.lastDetected = Micros.of(rs.getObject(7, OffsetDateTime.class));
        row.connections = rs.getLong(8);
        row.bytesIn = rs.getLong(9);
        row.bytesOut = rs.getLong(10);
        row.totalConnections = rs.getLong(11);
        row.totalIn = rs.getLong(12);
        row.totalOut = rs.getLong(13);
        row.basis = rs.getInt(14);
        row.lateMinutes = rs.getInt(15);
    }
}
