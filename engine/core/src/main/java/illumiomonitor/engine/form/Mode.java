package illumiomonitor.engine.form;

/** What a rule's findings do. */
public enum Mode {
    LIVE,
    /** Judged and shown, told to nobody. */
    SHADOW,
    OFF
}
