package illumiomonitor.spi;

/** Which side's VEN reported a flow; {@code flow_direction}. */
public enum Direction {
    UNKNOWN,
    /** The destination's VEN. */
    INBOUND,
    /** The source's VEN. */
    OUTBOUND
}
