package illumiomonitor.spi;

/** What the PCE's policy made of a flow; {@code policy_decision}. */
public enum Decision {
    ALLOWED,
    /** No rule allows it, but enforcement is off: the traffic passed. */
    POTENTIALLY_BLOCKED,
    BLOCKED,
    /** The reporter knew no decision, or the PCE used a word that is not known here. */
    UNKNOWN
}
