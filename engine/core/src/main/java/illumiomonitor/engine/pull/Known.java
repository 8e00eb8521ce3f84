package illumiomonitor.engine.pull;

import illumiomonitor.spi.Direction;

/**
 * A flow row of the store with its newest totals, in 96 bytes. Times are milliseconds since the
 * start of its {@link DayLedger}'s day, so that they fit into half.
 */
final class Known {

    final long hi;
    final long lo;
    final long connection;
    long connections;
    long in;
    long out;

    /** Moves earlier when the PCE says so. */
    int first;

    /** Term; the PCE may rewrite it. */
    int state;

    /** {@link Endpoints#workloads}; the PCE may rewrite them. */
    int workloads;

    int last;

    /** Start of its counters. */
    int bucket;

    /** Until when its first increment reaches. */
    int firstUntil = Integer.MAX_VALUE;

    /** Its flow_id within the day. */
    final int number;

    private final byte direction;
    boolean counted;

    /** Its counters are part of another row's since slices became a whole day. */
    boolean absorbed;

    /** The pull whose answer had it last; a number of this process. */
    int seenBy;

    Known(
            long hi,
            long lo,
            long connection,
            int bucket,
            int first,
            int state,
            int workloads,
            int number,
            Direction direction,
            boolean counted) {
        this.hi = hi;
        this.lo = lo;
        this.connection = connection;
        this.bucket = bucket;
        this.first = first;
        this.state = state;
        this.workloads = workloads;
        this.number = number;
        this.direction = (byte) direction.ordinal();
        this.counted = counted;
    }

    boolean isInbound() {
        return direction == Direction.INBOUND.ordinal();
    }

    boolean isOutbound() {
        return direction == Direction.OUTBOUND.ordinal();
    }

    void totals(long connectionsNow, long inNow, long outNow, int lastNow) {
        connections = connectionsNow;
        in = inNow;
        out = outNow;
        last = Math.max(last, lastNow);
    }
}
