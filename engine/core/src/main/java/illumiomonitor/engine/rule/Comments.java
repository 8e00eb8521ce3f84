package illumiomonitor.engine.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the comment that stands right before a rule. */
final class Comments {

    private static final Pattern BLOCK = Pattern.compile("/\\*(.*?)\\*/\\s*", Pattern.DOTALL);

    private Comments() {}

    /**
     * The block comment that ends where the rule begins, without its stars; empty when none does.
     */
    static String before(String text, int rule) {
        Matcher block = BLOCK.matcher(text);
        String found = "";
        int from = 0;
        while (block.find(from) && block.end() <= rule) {
            found = block.end() == rule ? block.group(1) : "";
            from = block.end();
        }
        return found.replaceAll("(?m)^[ \\t]*\\*?[ \\t]?", "").strip();
    }
}
