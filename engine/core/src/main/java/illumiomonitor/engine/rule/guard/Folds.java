package illumiomonitor.engine.rule.guard;

import java.util.regex.Pattern;

/**
 * Tells patterns whose reading would never end: where {@code (?i)} is on, the library looks for the
 * other case of the letters U+1C80 to U+1C88 again and again. They are found where they are
 * written, by number or as they are, and within a range of a class. What cannot be told counts as
 * one of them.
 */
final class Folds {

    private static final Pattern ON = Pattern.compile("\\(\\?[a-zA-Z-]*i");

    private static final int FIRST = 0x1c80;
    private static final int LAST = 0x1c88;

    /** An escape that names no letter by number, or a class within a class. */
    private static final int ANY = 0;

    /** Before the first letter of a class. */
    private static final int NONE = -1;

    private final int[] signs;
    private int at;

    private Folds(String pattern) {
        this.signs = pattern.codePoints().toArray();
    }

    static boolean areEndless(String pattern) {
        return ON.matcher(pattern).find() && new Folds(pattern).meet();
    }

    private boolean meet() {
        while (at < signs.length) {
            boolean begins = signs[at] == '[';
            if (begins ? classMeets() : isOne(letter())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(int letter) {
        return letter >= FIRST && letter <= LAST;
    }

    /** From the bracket that begins a class of letters behind the one that ends it. */
    private boolean classMeets() {
        at += is(1, '^') ? 2 : 1;
        int before = NONE;
        while (at < signs.length && (before == NONE || signs[at] != ']')) {
            if (is(0, '[') && is(1, ':')) {
                named();
                before = ANY;
                continue;
            }
            boolean reaches = is(0, '-') && before != NONE && before < FIRST;
            before = letter();
            if (isOne(before) || reaches && next() >= FIRST) {
                return true;
            }
        }
        at++;
        return false;
    }

    /** The letter that follows; stays before it. */
    private int next() {
        int here = at;
        int letter = at < signs.length ? letter() : ANY;
        at = here;
        return letter;
    }

    /** {@code [:alpha:]}, which ends with a bracket that does not end the class. */
    private void named() {
        int end = at + 2;
        while (end + 1 < signs.length && !(signs[end] == ':' && signs[end + 1] == ']')) {
            end++;
        }
        at = end + 1 < signs.length ? end + 2 : at + 1;
    }

    private boolean is(int ahead, char sign) {
        return at + ahead < signs.length && signs[at + ahead] == sign;
    }

    /** The next letter, also one that is written as a number; goes behind it. */
    private int letter() {
        int sign = signs[at++];
        if (sign != '\\' || at >= signs.length) {
            return sign;
        }
        int escaped = signs[at++];
        boolean number = escaped == 'x' && is(0, '{');
        return number ? numbered() : escaped < FIRST ? ANY : escaped;
    }

    private int numbered() {
        long letter = 0;
        at++;
        while (at < signs.length && signs[at] != '}') {
            int digit = Character.digit(signs[at++], 16);
            letter = digit < 0 || letter > LAST << 8 ? FIRST : letter * 16 + digit;
        }
        at++;
        return (int) letter;
    }
}
