package illumiomonitor.engine.pull;

/** What a PCE's counters count. The names are stored. */
public enum Mode {
    /** Not known yet: whole days are asked, where both ways count alike. */
    UNPROVEN,
    /** The UTC day so far, whatever window is asked. */
    BUCKET,
    /** The window that is asked. */
    CLIPPED
}
