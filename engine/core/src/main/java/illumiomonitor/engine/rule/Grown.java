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
