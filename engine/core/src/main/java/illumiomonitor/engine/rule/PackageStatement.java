package illumiomonitor.engine.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the package statement of a rule file, which only comments may precede. */
final class PackageStatement {

    private static final Pattern BEFORE =
            Pattern.compile("(?:\\s+|//[^\\n]*|/\\*.*?\\*/)*+", Pattern.DOTALL);
    private static final Pattern STATEMENT =
            Pattern.compile("package[ \\t]+[\\w.]+[ \\t]*;?", Pattern.DOTALL);

    private PackageStatement() {}

    /** Where it starts, or where it would. */
    static int start(String text) {
        Matcher before = BEFORE.matcher(text);
        int start = before.lookingAt() ? before.end() : 0;
        return STATEMENT.matcher(text).region(start, text.length()).lookingAt() ? start : 0;
    }

    /** The package that it names, empty when there is none. */
    static String name(String text) {
        int start = start(text);
        return text.substring(start, end(text, start))
                .replaceFirst("^package", "")
                .replace(";", "")
                .strip();
    }

    /** Where it ends; the start when there is none. */
    static int end(String text, int start) {
        Matcher statement = STATEMENT.matcher(text).region(start, text.length());
        return statement.lookingAt() ? statement.end() : start;
    }
}
