package illumiomonitor.engine.form;

import java.util.regex.Pattern;

/** Texts inside the quotes of DRL, and back. */
final class Literal {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\+u[0-9a-fA-F]{4}");

    private Literal() {}

    /** On one line, so that it can stand in a header or a comment. */
    static String line(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }

    /**
     * Whether a text can stand in a rule at all: compilers read unicode escapes before all else.
     */
    static boolean fits(String text) {
        return !UNICODE_ESCAPE.matcher(text).find();
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** What stood between quotes, or null if the text is no literal. */
    static @org.jspecify.annotations.Nullable String unquoted(String literal) {
        if (literal.length() < 2 || !literal.startsWith("\"") || !literal.endsWith("\"")) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < literal.length() - 1; i++) {
            char c = literal.charAt(i);
            if (c == '"') {
                return null;
            }
            text.append(c == '\\' && i + 1 < literal.length() - 1 ? literal.charAt(++i) : c);
        }
        return text.toString();
    }

    /** In a comment nothing may end the comment. */
    static String comment(String text) {
        return line(text).replace("*/", "* /");
    }
}
