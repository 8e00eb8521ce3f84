package illumiomonitor.engine.config;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the environment into texts. {@code ${NAME}} is the variable, {@code ${NAME:-text}} the text
 * when it is not set or empty; a doubled dollar stands for a plain one.
 */
final class Placeholders {

    private static final Pattern HOLE =
            Pattern.compile("\\$(\\$)?\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?:(:-)([^}]*))?\\})?");

    private final Map<String, String> env;

    Placeholders(Map<String, String> env) {
        this.env = env;
    }

    /**
     * The text with every hole filled. As in a shell, a default also stands in for an empty value.
     *
     * @throws IllegalArgumentException if a variable is not set and has no default; the message
     *     never holds a value
     */
    String fill(String text) {
        return HOLE.matcher(text).replaceAll(hole -> Matcher.quoteReplacement(value(hole)));
    }

    private String value(MatchResult hole) {
        if (hole.group(1) != null) {
            return hole.group().substring(1);
        }
        String name = hole.group(2);
        if (name == null) {
            throw new IllegalArgumentException(
                    "has a ${ that is not followed by NAME} or NAME:-default}; write $${ for a plain ${");
        }
        String value = env.get(name);
        if (hole.group(3) != null) {
            return value == null || value.isEmpty() ? hole.group(4) : value;
        }
        if (value == null) {
            throw new IllegalArgumentException(
                    "needs the environment variable "
                            + name
                            + ", which is not set; set it or write ${"
                            + name
                            + ":-default}");
        }
        return value;
    }
}
