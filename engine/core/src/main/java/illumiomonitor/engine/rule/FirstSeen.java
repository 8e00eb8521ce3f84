package illumiomonitor.engine.rule;

import java.time.Instant;

/** Tells when edges were first seen, and whether they were away. */
@FunctionalInterface
public interface FirstSeen {

    /** When the edge was first seen, microseconds since 1970; {@link Long#MAX_VALUE} if unknown. */
    long of(int pceId, String srcIp, String dstIp, int port, int proto);

    /**
     * Whether the edge is known and was not seen on so many days before the UTC day of a moment; no
     * where nothing is kept of days. What came back is away until that day ends, so that a tick is
     * judged alike whatever is learnt after it.
     */
    default boolean away(
            int pceId, String srcIp, String dstIp, int port, int proto, Instant before, int days) {
        return false;
    }

    /** Nothing was ever seen. */
    static FirstSeen nothing() {
        return (pceId, srcIp, dstIp, port, proto) -> Long.MAX_VALUE;
    }
}
