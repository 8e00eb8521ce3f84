package illumiomonitor.engine.beacon;

import illumiomonitor.spi.Flow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One edge while its intervals are counted. */
final class Caller {

    private final List<RitaScore.Connection> singles = new ArrayList<>();
    private Flow newest;
    private Instant firstSeen;
    private long expected;
    private int[] intervals = new int[4];
    private long[] connections = new long[4];
    private long[] bytes = new long[4];
    private int occupied;
    private long unplacedConnections;
    private long unplacedBytes;

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

    /** The same for a flow that is one connection, which began with it. */
    void metSingle(Flow flow) {
        met(flow);
        singles.add(
                new RitaScore.Connection(flow.firstDetected().getEpochSecond(), flow.bytesIn()));
    }

    /** The connections that began in the window, of those whose own times are known. */
    List<RitaScore.Connection> singles(Instant from) {
        long start = from.getEpochSecond();
        return singles.stream().filter(one -> one.second() >= start).toList();
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

    /** Adds what fell into some interval nobody knows: it is counted and shows no rhythm. */
    void addUnplaced(long count, long in) {
        unplacedConnections += count;
        unplacedBytes += in;
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
        return unplacedConnections + Arrays.stream(connections, 0, occupied).sum();
    }

    long bytes() {
        return unplacedBytes + Arrays.stream(bytes, 0, occupied).sum();
    }

    Flow newest() {
        return newest;
    }

    Instant firstSeen() {
        return firstSeen;
    }
}
