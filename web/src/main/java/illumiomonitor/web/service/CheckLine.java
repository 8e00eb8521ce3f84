package illumiomonitor.web.service;

/**
 * One thing that was looked at.
 *
 * @param pce name, or empty when it is about the installation
 * @param topic a word or two
 * @param text what was found, a sentence or a figure
 * @param advice what to do, or empty
 */
public record CheckLine(String pce, String topic, Light light, String text, String advice) {

    /** How it stands. */
    public enum Light {
        OK,
        /** Worth knowing. */
        NOTE,
        WARNING,
        /** A PCE or a channel does not answer or does not let us in. */
        AWAY,
        /** Does not work before somebody changes it. */
        WRONG
    }
}
