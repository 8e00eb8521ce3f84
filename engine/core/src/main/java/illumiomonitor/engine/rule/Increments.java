package illumiomonitor.engine.rule;

import illumiomonitor.spi.Basis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Adds up, per flow row, the increments that lie in a stretch. Reads each pull in key order. */
final class Increments {

    /** H2 keeps an answer of this many rows in memory. */
    private static final int ROWS = 16_000;

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

    private final Stretch stretch;
    private final long wholeUpTo;
    private final GrownRows grown = new GrownRows();

    Increments(Stretch stretch, Duration spreadAfter) {
        this.stretch = stretch;
        this.wholeUpTo = Math.max(stretch.length(), spreadAfter.toNanos() / 1_000);
    }

    /** What was read so far, by flow number. */
    Grown[] grown() {
        return grown.all();
    }

    void read(Connection connection, long pull) throws SQLException, InterruptedException {
        grown.again();
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            OffsetDateTime from = Micros.utc(Micros.instant(stretch.from()));
            OffsetDateTime to = Micros.utc(Micros.instant(stretch.to()));
            long last = pull * Pulls.INCREMENTS - 1;
            int rows = ROWS;
            while (rows == ROWS) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("stopped while reading increments");
                }
                statement.setLong(1, last);
                statement.setLong(2, (pull + 1) * Pulls.INCREMENTS);
                statement.setObject(3, from);
                statement.setObject(4, to);
                statement.setObject(5, to);
                rows = 0;
                try (ResultSet rs = statement.executeQuery()) {
                    while (rs.next()) {
                        rows++;
                        last = rs.getLong(1);
                        take(last, rs);
                    }
                }
            }
        }
    }

    private void take(long increment, ResultSet rs) throws SQLException {
        long since = Micros.of(rs.getObject(5, OffsetDateTime.class));
        long until = Micros.of(rs.getObject(6, OffsetDateTime.class));
        long connections = rs.getLong(8);
        long in = rs.getLong(9);
        long out = rs.getLong(10);
        boolean spread = until - since > wholeUpTo && (connections | in | out) != 0;
        if (spread) {
            connections = stretch.share(connections, since, until);
            in = stretch.share(in, since, until);
            out = stretch.share(out, since, until);
        }
        boolean seen = spread ? (connections | in | out) != 0 : stretch.holds(until);
        if (!seen) {
            return;
        }
        Grown row = grown.of(rs.getLong(2));
        row.connections += connections;
        row.bytesIn += in;
        row.bytesOut += out;
        row.spread |= spread;
        row.earliestSince = Math.min(row.earliestSince, since);
        row.lastDetected =
                Math.max(
                        row.lastDetected,
                        Math.min(
                                stretch.to(),
                                Math.min(until, Micros.of(rs.getObject(7, OffsetDateTime.class)))));
        if (increment > row.increment) {
            newest(row, increment, since, rs);
        }
    }

    private static void newest(Grown row, long increment, long since, ResultSet rs)
            throws SQLException {
        row.increment = increment;
        row.src = rs.getInt(3);
        row.dst = rs.getInt(4);
        row.since = since;
        row.totalConnections = rs.getLong(11);
        row.totalIn = rs.getLong(12);
        row.totalOut = rs.getLong(13);
        Basis basis = Grown.basis(rs.getInt(14));
        row.basis = basis;
        row.lateMinutes = rs.getInt(15);
    }
}
