package illumiomonitor.engine.pce;

/**
 * What somebody should know although nothing failed.
 *
 * @param text a sentence
 */
public record Oddity(Topic topic, String text) {

    /** What it is about. */
    public enum Topic {
        /** How it is asked. */
        CONNECTION,
        /** The newest answer about traffic. */
        TRAFFIC,
        /** The newest answer about events. */
        EVENTS
    }
}
