package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Adds up, per flow row, the increments that lie in a stretch. Reads each pull in key order. */
final class Increments {

    private final IncrementSource source;
    private final Stretch stretch;
    private final long wholeUpTo;
    private final GrownRows grown = new GrownRows();

    Increments(IncrementSource source, Stretch stretch, Duration spreadAfter) {
        this.source = source;
        this.stretch = stretch;
        this.wholeUpTo = Math.max(stretch.length(), spreadAfter.toNanos() / 1_000);
    }

    /** What was read so far, by flow number. */
    Grown[] grown() {
        return grown.all();
    }

    void read(Connection connection, Pulls.Pull pull) throws SQLException, InterruptedException {
        grown.again();
        source.read(connection, pull, stretch, this::take);
    }

    private void take(IncrementRow read) {
        long connections = read.connections;
        long in = read.bytesIn;
        long out = read.bytesOut;
        boolean spread = read.until - read.since > wholeUpTo && (connections | in | out) != 0;
        if (spread) {
            connections = stretch.share(connections, read.since, read.until);
            in = stretch.share(in, read.since, read.until);
            out = stretch.share(out, read.since, read.until);
        }
        boolean seen = spread ? (connections | in | out) != 0 : stretch.holds(read.until);
        if (!seen) {
            return;
        }
        Grown row = grown.of(read.flow);
        row.connections += connections;
        row.bytesIn += in;
        row.bytesOut += out;
        row.spread |= spread;
        row.earliestSince = Math.min(row.earliestSince, read.since);
        row.lastDetected =
                Math.max(
                        row.lastDetected,
                        Math.min(stretch.to(), Math.min(read.until, read.lastDetected)));
        if (read.id > row.increment) {
            newest(row, read);
        }
    }

    private static void newest(Grown row, IncrementRow read) {
        row.increment = read.id;
        row.src = read.src;
        row.dst = read.dst;
        row.since = read.since;
        row.totalConnections = read.totalConnections;
        row.totalIn = read.totalIn;
        row.totalOut = read.totalOut;
        row.basis = Grown.basis(read.basis);
        row.lateMinutes = read.lateMinutes;
    }
}
