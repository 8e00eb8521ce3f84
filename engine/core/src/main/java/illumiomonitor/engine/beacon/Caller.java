package illumiomonitor.engine.beacon;

import illumiomonitor.spi.Flow;
import java.time.Instant;
import java.util.Arrays;

/** One edge while its intervals are counted. */
final class Caller {

    private Flow newest;
    private Instant firstSeen;
    private long expected;
    private int[] intervals = new int[4];
    private long[] connections = new long[4];
    private long[] bytes = new long[4];
    private int occupied;

    Caller(Flow flow) {
        newest = flow;
        firstSeen = flow.firstSeen();
    }

    void met(Flow flow) {
        expected += flow.connections();
        if (flow.lastDetected().isAfter(newest.lastDetected())) {
            newest = flow;
        }
        if (flow.firstSeen().isBefore(firstSeen)) {
            firstSeen = flow.firstSeen();
        }
    }

    void add(int interval, long count, long in) {
        int at = Arrays.binarySearch(intervals, 0, occupied, interval);
        if (at < 0) {
            at = -at - 1;
            insert(at, interval);
        }
        connections[at] += count;
        bytes[at] += in;
    }

    private void insert(int at, int interval) {
        if (occupied == intervals.length) {
            intervals = Arrays.copyOf(intervals, occupied * 2);
            connections = Arrays.copyOf(connections, occupied * 2);
            bytes = Arrays.copyOf(bytes, occupied * 2);
        }
        System.arraycopy(intervals, at, intervals, at + 1, occupied - at);
        System.arraycopy(connections, at, connections, at + 1, occupied - at);
        System.arraycopy(bytes, at, bytes, at + 1, occupied - at);
        intervals[at] = interval;
        connections[at] = 0;
        bytes[at] = 0;
        occupied++;
    }

    Regularity regularity(int all) {
        return Regularity.of(
                Arrays.copyOf(intervals, occupied),
                Arrays.copyOf(connections, occupied),
                Arrays.copyOf(bytes, occupied),
                all);
    }

    /** Connections of the window's flows, before intervals are known. */
    long expected() {
        return expected;
    }

    int occupied() {
        return occupied;
    }

    long connections() {
        return Arrays.stream(connections, 0, occupied).sum();
    }

    long bytes() {
        return Arrays.stream(bytes, 0, occupied).sum();
    }

    Flow newest() {
        return newest;
    }

    Instant firstSeen() {
        return firstSeen;
    }
}
