package illumiomonitor.engine.rule;

import illumiomonitor.spi.Decision;

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

    /** Whether traffic was stopped or would have been: blocked or potentially blocked. */
    boolean unanswered() {
        return decision == Decision.BLOCKED.ordinal()
                || decision == Decision.POTENTIALLY_BLOCKED.ordinal();
    }

    /** Whether an inbound twin may still take its place. */
    boolean mayHaveTwin() {
        return counted && direction == OUTBOUND;
    }
}
