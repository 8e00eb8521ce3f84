package illumiomonitor.engine.run;

/** Why a run was started. */
public enum Cause {
    SCHEDULE,
    MANUAL,
    API,
    REPLAY
}
