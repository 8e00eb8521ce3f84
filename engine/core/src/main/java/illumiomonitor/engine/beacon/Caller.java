package illumiomonitor.engine.beacon;

import illumiomonitor.spi.Flow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One edge while its intervals are counted. */
final class Caller {

    private final List<RitaScore.Connection> singles = new ArrayList<>();
    private final Calls calls = new Calls();
    private Flow newest;
    private Instant firstSeen;
    private long expected;
    private long connections;
    private long bytes;

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
        calls.add(interval, count, in);
        addUnplaced(count, in);
    }

    /** Adds what fell into some interval nobody knows: it is counted and shows no rhythm. */
    void addUnplaced(long count, long in) {
        connections += count;
        bytes += in;
    }

    Calls.Occupied occupied() {
        return calls.occupied();
    }

    /** Whether its flows, before intervals are known, hold enough connections for a score. */
    boolean isOften() {
        return expected >= Measure.FEWEST_INTERVALS || singles.size() >= RitaScore.FEWEST;
    }

    long connections() {
        return connections;
    }

    long bytes() {
        return bytes;
    }

    Flow newest() {
        return newest;
    }

    Instant firstSeen() {
        return firstSeen;
    }
}
