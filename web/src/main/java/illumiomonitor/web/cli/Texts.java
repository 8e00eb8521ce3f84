package illumiomonitor.web.cli;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Texts on a terminal: names from the network may hold anything, and some signs are two columns
 * wide.
 */
final class Texts {

    /** First and last sign of the ranges that East Asian scripts write two columns wide. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private static final int MOST_DIGITS = 1_000;

    private Texts() {}

    /** On one line, without signs that move the cursor or colour the screen. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c ->
                                safe.appendCodePoint(
                                        moves(c) ? c == '\n' || c == '\t' ? ' ' : '\uFFFD' : c));
        return safe.toString();
    }

    /** With all its digits, unless their number is absurd: 1E+1000000000 has a billion. */
    static String number(BigDecimal number) {
        return Math.abs((long) number.scale()) > MOST_DIGITS
                ? number.toString()
                : number.toPlainString();
    }

    /** Columns on a terminal. */
    static int width(String text) {
        return text.codePoints().map(Texts::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = Arrays.stream(WIDE).anyMatch(range -> range[0] <= c && c <= range[1]);
        return wide ? 2 : 1;
    }

    // Control signs, and those that turn the direction of writing.
    private static boolean moves(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
