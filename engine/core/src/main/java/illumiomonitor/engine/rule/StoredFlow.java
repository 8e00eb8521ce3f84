package illumiomonitor.engine.rule;

/** A flow row as it was written, once. Numbers of dictionary rows stand for texts. */
record StoredFlow(
        long flowId,
        int port,
        int proto,
        int process,
        int user,
        int service,
        int state,
        int transmission,
        int direction,
        int decision,
        long firstDetected,
        boolean counted) {

    private static final int OUTBOUND = 2;

    /** Whether an inbound twin may still take its place. */
    boolean mayHaveTwin() {
        return counted && direction == OUTBOUND;
    }
}
