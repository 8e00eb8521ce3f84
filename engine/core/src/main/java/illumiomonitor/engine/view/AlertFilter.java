package illumiomonitor.engine.view;

import java.util.List;
import java.util.Locale;

/**
 * Which alerts are wanted. Empty texts ask for nothing.
 *
 * @param states what they may be in
 * @param severity exact
 * @param rule exact name
 * @param pce exact name
 * @param text part of subject, summary or title, whatever its case
 */
public record AlertFilter(States states, String severity, String rule, String pce, String text) {

    /** The choices of states that people make. */
    public enum States {
        /** Open or acknowledged. */
        ACTIVE(List.of("OPEN", "ACKNOWLEDGED")),
        OPEN(List.of("OPEN")),
        ACKNOWLEDGED(List.of("ACKNOWLEDGED")),
        CLOSED(List.of("CLOSED")),
        ALL(List.of("OPEN", "ACKNOWLEDGED", "CLOSED"));

        private final List<String> names;

        States(List<String> names) {
            this.names = names;
        }

        List<String> names() {
            return names;
        }
    }

    public static AlertFilter of(States states) {
        return new AlertFilter(states, "", "", "", "");
    }

    /** Whether it asks for more than a state. */
    public boolean isNarrow() {
        return !(severity + rule + pce + text).isEmpty();
    }

    /** The text for {@code like ... escape '!'}. */
    String pattern() {
        String escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return "%" + escaped.toLowerCase(Locale.ROOT) + "%";
    }
}
