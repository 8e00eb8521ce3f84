package illumiomonitor.engine.check;

import static java.util.Objects.requireNonNull;

/**
 * One thing that was looked at.
 *
 * @param pce name, or empty when it is about the installation
 * @param topic a word or two
 * @param text what was found
 * @param advice what to do, or empty
 */
public record Check(String pce, String topic, Light light, String text, String advice) {

    /** How it stands. */
    public enum Light {
        OK,
        /** Worth knowing. */
        NOTE,
        WARNING,
        /**
         * A PCE does not answer or does not let us in, or the disk has no room for what it says.
         */
        AWAY,
        /** Does not work before somebody changes it. */
        WRONG
    }

    public Check {
        requireNonNull(pce, "pce");
        requireNonNull(topic, "topic");
        requireNonNull(light, "light");
        requireNonNull(text, "text");
        requireNonNull(advice, "advice");
    }
}
