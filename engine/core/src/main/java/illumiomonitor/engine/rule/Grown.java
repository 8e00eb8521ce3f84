package illumiomonitor.engine.rule;

import illumiomonitor.spi.Basis;
import org.jspecify.annotations.Nullable;

/** What one flow row grew by inside a stretch: its increments added up, and the newest of them. */
final class Grown {

    private static final Basis[] BASES = Basis.values();

    final long flowId;
    long connections;
    long bytesIn;
    long bytesOut;
    long lastDetected;
    boolean spread;

    long increment = -1;
    int src;
    int dst;
    long since;
    long earliestSince = Long.MAX_VALUE;
    long totalConnections;
    long totalIn;
    long totalOut;
    Basis basis = Basis.NEW;
    int lateMinutes;

    /** The flow row itself, once it was looked up. */
    @Nullable StoredFlow stored;

    Grown(long flowId) {
        this.flowId = flowId;
    }

    /**
     * One more increment, or the part of it that lies in the stretch.
     *
     * @param part whether it is a part
     * @param seen microseconds at which the flow was seen last, in the stretch
     */
    void add(IncrementRow read, long more, long in, long out, boolean part, long seen) {
        connections += more;
        bytesIn += in;
        bytesOut += out;
        spread |= part;
        earliestSince = Math.min(earliestSince, read.since);
        lastDetected = Math.max(lastDetected, seen);
        if (read.id > increment) {
            increment = read.id;
            src = read.src;
            dst = read.dst;
            since = read.since;
            totalConnections = read.totalConnections;
            totalIn = read.totalIn;
            totalOut = read.totalOut;
            basis = basis(read.basis);
            lateMinutes = read.lateMinutes;
        }
    }

    /** What the same row grew by in another part of the stretch. */
    void add(Grown other) {
        connections += other.connections;
        bytesIn += other.bytesIn;
        bytesOut += other.bytesOut;
        spread |= other.spread;
        earliestSince = Math.min(earliestSince, other.earliestSince);
        lastDetected = Math.max(lastDetected, other.lastDetected);
        if (other.increment > increment) {
            increment = other.increment;
            src = other.src;
            dst = other.dst;
            since = other.since;
            totalConnections = other.totalConnections;
            totalIn = other.totalIn;
            totalOut = other.totalOut;
            basis = other.basis;
            lateMinutes = other.lateMinutes;
        }
    }

    /** Seconds that the increments span, inside the stretch; its length where that is none. */
    double seconds(Stretch stretch) {
        long micros = lastDetected - Math.max(earliestSince, stretch.from());
        return (micros < 1_000_000 ? stretch.to() - stretch.from() : micros) / 1e6;
    }

    /** The pull that brought the newest increment. */
    long pull() {
        return increment / Pulls.INCREMENTS;
    }

    /**
     * The flow row.
     *
     * @throws IllegalStateException if the store does not have it
     */
    StoredFlow stored() {
        StoredFlow flow = stored;
        if (flow == null) {
            throw new IllegalStateException("flow " + flowId + " is not in the store");
        }
        return flow;
    }

    static Basis basis(int stored) {
        return BASES[stored];
    }
}
