package illumiomonitor.engine.rule;

import java.util.regex.Pattern;

/**
 * Makes one line of what rules say. Their words are made of names that anybody on the network may
 * choose, and stand in logs, mails and terminals: nothing of them may begin a line of its own, move
 * a cursor or turn the direction of writing.
 */
final class OneLine {

    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cntrl}\u2028\u2029\u202A-\u202E\u2066-\u2069]+");

    private OneLine() {}

    /** The text as one line of so many letters at most. */
    static String of(String text, int longest) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }
}
