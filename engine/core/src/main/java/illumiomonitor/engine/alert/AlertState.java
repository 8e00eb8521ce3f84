package illumiomonitor.engine.alert;

/** Where an alert stands. */
public enum AlertState {
    OPEN,
    /** Somebody looks after it: no messages until it closes or its severity rises. */
    ACKNOWLEDGED,
    /** Its subject went quiet, or a person closed it. */
    CLOSED
}
