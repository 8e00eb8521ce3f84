package illumiomonitor.engine.journal;

/** Takes the lines that a person will read beside the run. Never given a secret. Thread-safe. */
public interface Journal {

    /** Goes on as planned. */
    void info(String line);

    /** Goes on, but somebody should know. */
    void warn(String line);

    /** A part of the work has begun; its length in its own units, or -1 when unknown. */
    default void progress(String what, long done, long of) {}

    /** Keeps nothing. */
    static Journal none() {
        return new Journal() {
            @Override
            public void info(String line) {}

            @Override
            public void warn(String line) {}
        };
    }
}
