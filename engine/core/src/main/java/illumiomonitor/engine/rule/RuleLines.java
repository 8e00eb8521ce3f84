package illumiomonitor.engine.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which rule of a file a line belongs to, also where the file is too broken to be read. */
public final class RuleLines {

    private static final Pattern PART =
            Pattern.compile(
                    "/\\*.*?\\*/|//[^\\n]*"
                            + "|^[ \\t]*rule\\s+(?:\"(?<named>[^\"\\n]*)\"|(?<bare>\\w[\\w./-]*))"
                            + "|\"(?:[^\"\\\\\\n]|\\\\.)*+\""
                            + "|(?<![\\w.$])(?<end>end)(?![\\w(])",
                    Pattern.DOTALL | Pattern.MULTILINE);

    private RuleLines() {}

    /**
     * The rule between whose beginning and end a line stands.
     *
     * @param line from 1
     * @return empty for a line of no rule, and for line 0
     */
    public static String rule(String text, int line) {
        String rule = "";
        Matcher part = PART.matcher(text);
        int at = 0;
        int now = 1;
        while (part.find()) {
            now += lines(text, at, part.start());
            at = part.start();
            if (now > line) {
                return rule;
            }
            if (part.group("end") != null) {
                if (now == line) {
                    return rule;
                }
                rule = "";
            } else if (part.group("named") != null || part.group("bare") != null) {
                // The name may stand on a line below the word.
                rule = part.group("named") != null ? part.group("named") : part.group("bare");
            }
        }
        return line > 0 ? rule : "";
    }

    private static int lines(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }
}
