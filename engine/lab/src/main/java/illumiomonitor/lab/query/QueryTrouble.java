package illumiomonitor.lab.query;

/** What may go wrong with one traffic query after it was accepted. */
public enum QueryTrouble {
    FAILED,
    KILLED,
    TIMEOUT,
    CANCELLED,
    /** Ends in a state that nobody has heard of. */
    UNKNOWN_STATE,
    /** Is worked on for ever. */
    STUCK,
    /** Is unknown (404) from the second poll on. */
    VANISHES,
    /** Is created, but the reply's body is empty. */
    EMPTY_REPLY,
    /** Completed, but the first download is an empty array. */
    FILE_LATE,
    /** Completed, but every download is an empty array. */
    FILE_NEVER,
    /** The download is gzip and no header tells. */
    UNDECLARED_GZIP,
    /** The download is one JSON object a line. */
    JSON_LINES,
    /** A region of the Supercluster did not answer; its rows (every third) are missing. */
    REGION_MISSING,
    /** Completed, without the link to the result and without counts. */
    NO_RESULT_LINK,
    /** Answered from what the PCE knew a quarter of an hour earlier. */
    STALE
}
