package illumiomonitor.engine.rule;

import illumiomonitor.spi.Basis;

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
    long totalConnections;
    long totalIn;
    long totalOut;
    Basis basis = Basis.NEW;
    int lateMinutes;

    Grown(long flowId) {
        this.flowId = flowId;
    }

    /** The pull that brought the newest increment. */
    long pull() {
        return increment / Pulls.INCREMENTS;
    }

    static Basis basis(int stored) {
        return BASES[stored];
    }
}
