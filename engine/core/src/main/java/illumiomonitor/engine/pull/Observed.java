package illumiomonitor.engine.pull;

import illumiomonitor.spi.Basis;
import illumiomonitor.spi.Direction;
import org.jspecify.annotations.Nullable;

/**
 * A row of an answer in about 120 bytes, with what it was found to be. Times are milliseconds since
 * 1970.
 */
final class Observed {

    /** What never changes in the row's life: {@link Identity#base}. */
    final long hi;

    final long lo;

    /** What both agents call this connection. */
    final long connection;

    /** Start of the counters: the UTC day, or in clipped mode the slice. */
    final long bucket;

    final long first;
    final PrintedTraits kind;

    /** {@link Endpoints#workloads}. */
    final int workloads;

    final int port;
    final short icmpType;
    final short icmpCode;

    /** Places in {@link Endpoints}. */
    int src;

    int dst;

    long last;
    long connections;
    long in;
    long out;

    /** The row of the store that this is, null while none is known. */
    @Nullable Known known;

    /** What it adds, null for nothing. */
    @Nullable Basis basis;

    boolean counted = true;

    /** What the PCE says beside the decision, null for nothing. */
    @Nullable Note note;

    /** Shows a row as it was before it was known better: counts for nothing. */
    boolean oldPicture;

    long flowId;

    Observed(
            long hi,
            long lo,
            long connection,
            long bucket,
            long first,
            PrintedTraits kind,
            int workloads,
            int port,
            int icmpType,
            int icmpCode) {
        this.hi = hi;
        this.lo = lo;
        this.connection = connection;
        this.bucket = bucket;
        this.first = first;
        this.kind = kind;
        this.workloads = workloads;
        this.port = port;
        this.icmpType = (short) icmpType;
        this.icmpCode = (short) icmpCode;
    }

    boolean is(Observed other) {
        return lo == other.lo
                && hi == other.hi
                && bucket == other.bucket
                && first == other.first
                && workloads == other.workloads
                && state() == other.state();
    }

    /** Term. */
    int state() {
        return kind.traits().state();
    }

    /** UTC days since 1970. */
    long day() {
        return Times.day(bucket);
    }

    boolean isInbound() {
        return kind.traits().direction() == Direction.INBOUND;
    }

    boolean isOutbound() {
        return kind.traits().direction() == Direction.OUTBOUND;
    }

    /** Adds an equal row of the same answer. */
    void add(Observed equal) {
        connections += equal.connections;
        in += equal.in;
        out += equal.out;
        if (equal.last > last) {
            last = equal.last;
            src = equal.src;
            dst = equal.dst;
            note = equal.note;
        }
    }

    /** Whether a later answer shows an older picture of the row than this. */
    boolean isNewerThan(Observed later) {
        return later.last <= last
                && (later.connections < connections || later.in < in || later.out < out);
    }
}
