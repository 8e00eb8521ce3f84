package illumiomonitor.spi;

/** What the PCE's policy made of a flow; {@code policy_decision}. */
public enum Decision {
    /** A rule allows it: the traffic passed. */
    ALLOWED,
    /** No rule allows it, but enforcement is off: the traffic passed. */
    POTENTIALLY_BLOCKED,
    /** No rule allows it: the traffic was stopped. */
    BLOCKED,
    /** The reporter knew no decision, or the PCE used a word that is not known here. */
    UNKNOWN
}
