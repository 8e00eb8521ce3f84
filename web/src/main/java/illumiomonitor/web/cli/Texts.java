package illumiomonitor.web.cli;

/**
 * Texts on a terminal: names from the network may hold anything, and some signs are two columns
 * wide.
 */
final class Texts {

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

    /** Columns on a terminal. */
    static int width(String text) {
        return text.codePoints().map(Texts::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide =
                c >= 0x1100 && c <= 0x115F
                        || c >= 0x2E80 && c <= 0xA4CF
                        || c >= 0xAC00 && c <= 0xD7A3
                        || c >= 0xF900 && c <= 0xFAFF
                        || c >= 0xFE30 && c <= 0xFE6F
                        || c >= 0xFF00 && c <= 0xFF60
                        || c >= 0xFFE0 && c <= 0xFFE6
                        || c >= 0x1F300 && c <= 0x1FAFF
                        || c >= 0x20000 && c <= 0x3FFFD;
        return wide ? 2 : 1;
    }

    // Control signs, and those that turn the direction of writing.
    private static boolean moves(int c) {
        return Character.isISOControl(c)
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }
}
