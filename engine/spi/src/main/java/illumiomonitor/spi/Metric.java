package illumiomonitor.spi;

/** What is summed per hour and compared with its own past. */
public enum Metric {
    /** Connections that an address opened. Entity: address. */
    OPENED,
    /** Connections that reached for an address. Entity: address. */
    ACCEPTED,
    /** Connections of a source that were blocked or potentially blocked. Entity: address. */
    STOPPED_OUT,
    /** Connections to a destination that were blocked or potentially blocked. Entity: address. */
    STOPPED_IN,
    /**
     * Distinct sources whose connections to one service were blocked or potentially blocked.
     * Entity: {@code destination:port}.
     */
    STOPPED_SOURCES,
    /** Bytes from a managed source into addresses that are not managed. Entity: source address. */
    UPLOADED,
    /** Bytes out of managed destinations to a managed source. Entity: source address. */
    COLLECTED,
    /** Distinct destinations on administration ports. Entity: source address. */
    ADMIN_DESTINATIONS,
    /** Connections to port 53. Entity: source address. */
    DNS,
    /**
     * Potentially blocked connections in a thousand of those allowed or potentially blocked.
     * Entity: {@code app|env} of the destination.
     */
    POTENTIALLY_BLOCKED_SHARE,
    /** Bytes that an address sent into destinations of any kind. Entity: source address. */
    SENT,
    /** Connections of a source that were blocked. Entity: address. */
    BLOCKED_OUT,
    /** Connections to a destination that were blocked. Entity: address. */
    BLOCKED_IN,
    /** Distinct sources blocked at one service. Entity: {@code destination:port}. */
    BLOCKED_SOURCES
}
