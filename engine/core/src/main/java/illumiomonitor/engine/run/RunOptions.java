package illumiomonitor.engine.run;

/**
 * How a run differs from a scheduled one.
 *
 * @param cause why it was started
 * @param remember false for a dry run: data is pulled and judged, findings are shown and forgotten
 * @param deliver false: alerts are remembered, nobody is told
 * @param now whether the tick is the present one, so that the PCE's health of this moment belongs
 *     to it
 */
public record RunOptions(Cause cause, boolean remember, boolean deliver, boolean now) {

    public static final RunOptions SCHEDULED = new RunOptions(Cause.SCHEDULE, true, true, true);
    public static final RunOptions MANUAL = new RunOptions(Cause.MANUAL, true, true, true);
    public static final RunOptions API = new RunOptions(Cause.API, true, true, true);
    public static final RunOptions DRY = new RunOptions(Cause.MANUAL, false, false, true);

    /** Works through the past. */
    public static RunOptions replay(boolean deliver) {
        return new RunOptions(Cause.REPLAY, true, deliver, false);
    }
}
