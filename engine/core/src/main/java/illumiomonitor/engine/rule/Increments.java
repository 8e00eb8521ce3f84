package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Adds up, per flow row, the increments that lie in a stretch. Reads each pull in key order. */
final class Increments implements IncrementSource.Taker {

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

    void read(Connection connection, List<Pulls.Pull> pulls)
            throws SQLException, InterruptedException {
        source.read(connection, pulls, stretch, this);
    }

    @Override
    public void take(Grown part) {
        grown.of(part.flowId).add(part);
    }

    @Override
    public void take(IncrementRow read) {
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
        grown.of(read.flow)
                .add(
                        read,
                        connections,
                        in,
                        out,
                        spread,
                        Math.min(stretch.to(), Math.min(read.until, read.lastDetected)));
    }
}
