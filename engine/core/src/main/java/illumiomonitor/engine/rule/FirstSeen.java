package illumiomonitor.engine.rule;

/** Tells when edges were first seen. */
@FunctionalInterface
public interface FirstSeen {

    /** When the edge was first seen, microseconds since 1970; {@link Long#MAX_VALUE} if unknown. */
    long of(int pceId, String srcIp, String dstIp, int port, int proto);

    /** Nothing was ever seen. */
    static FirstSeen nothing() {
        return (pceId, srcIp, dstIp, port, proto) -> Long.MAX_VALUE;
    }
}
