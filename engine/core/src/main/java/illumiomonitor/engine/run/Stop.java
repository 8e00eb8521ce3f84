package illumiomonitor.engine.run;

/** Tells a signal to stop that met the store while it waited for a connection. */
final class Stop {

    private Stop() {}

    /** Whether a stage broke off because its thread was told to stop. */
    static boolean isCauseOf(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    static InterruptedException of(Throwable met) {
        InterruptedException stop = new InterruptedException("stopped while the store was asked");
        stop.initCause(met);
        return stop;
    }
}
