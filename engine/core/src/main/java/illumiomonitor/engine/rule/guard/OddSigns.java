package illumiomonitor.engine.rule.guard;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs that no rule file may hold, not even in a comment: those that make people read another text
 * than the compiler does, and those that no store takes.
 */
final class OddSigns {

    private static final Pattern ESCAPED = Pattern.compile("\\\\u+[0-9a-fA-F]{4}");
    private static final Pattern TURNED =
            Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    /** Half of a sign that is written as two. */
    private static final Pattern HALF = Pattern.compile("[\\uD800-\\uDFFF]");

    private static final char NUL = 0;

    private OddSigns() {}

    /**
     * @throws Refused at the first of them
     */
    static void check(String text) throws Refused {
        Matcher escaped = ESCAPED.matcher(text);
        if (escaped.find()) {
            throw new Refused(
                    escaped.start(),
                    escaped.group(),
                    "write the letter itself: escapes such as "
                            + escaped.group()
                            + " are read before anything else and are not taken");
        }
        Matcher turned = TURNED.matcher(text);
        if (turned.find()) {
            throw new Refused(
                    turned.start(),
                    name(turned.group()),
                    "a sign that cannot be seen turns the direction of writing, so that people read"
                            + " another text than is run: take it out");
        }
        int nul = text.indexOf(NUL);
        Matcher half = HALF.matcher(text);
        if (nul >= 0 || half.find()) {
            int at = nul >= 0 ? nul : half.start();
            throw new Refused(
                    at,
                    name(text.substring(at, at + 1)),
                    "what stands here is no sign of any writing: take it out");
        }
    }

    /** Whether a file and a store can hold a text as it is. */
    static boolean storable(String text) {
        return text.indexOf(NUL) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String name(String sign) {
        return "U+%04X".formatted((int) sign.charAt(0));
    }
}
