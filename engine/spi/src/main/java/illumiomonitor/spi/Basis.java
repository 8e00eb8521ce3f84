package illumiomonitor.spi;

/** How an increment came to be. The order is stored; new ones go to the end. */
public enum Basis {
    /** First seen here, counted whole. */
    NEW,
    /** Grew since an earlier pull. */
    DELTA,
    /** New or grown, but reported after its time had been pulled. */
    LATE,
    /** The PCE's counter restarted: the new value counts whole. */
    RESET,
    /** Seen before coverage began: its volume is unknown, nothing is counted. */
    BASELINE
}
