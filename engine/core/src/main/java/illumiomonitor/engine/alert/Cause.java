package illumiomonitor.engine.alert;

/** Why people are told of an alert. */
public enum Cause {
    OPENED,
    /** Its severity is higher than when they were last told. */
    ROSE,
    /** It is still seen after a cooldown. */
    SEEN_AGAIN,
    /** There is more of it than they were ever told within the rule's refractory time. */
    RECORD
}
