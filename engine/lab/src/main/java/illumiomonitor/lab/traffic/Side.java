package illumiomonitor.lab.traffic;

/** Whose VEN tells of a connection. */
public enum Side {
    /** The opener's; the row says {@code outbound}. */
    SRC("outbound"),
    /** The listener's; the row says {@code inbound}. */
    DST("inbound");

    private final String direction;

    Side(String direction) {
        this.direction = direction;
    }

    public String direction() {
        return direction;
    }
}
