package illumiomonitor.plugins.line;

import illumiomonitor.spi.Message;

/** A message in at most 5,000 characters, cut at the end of a line; the link is never cut. */
final class LineText {

    static final int MOST = 5_000;
    private static final String CUT = "…";

    private LineText() {}

    static String of(Message message) {
        String plain = message.plain().strip();
        if (plain.length() <= MOST) {
            return plain;
        }
        String end = message.link().isEmpty() ? CUT : CUT + "\n" + message.link();
        int room = MOST - end.length() - 1;
        if (room <= 0) {
            return cut(plain, MOST);
        }
        String begin = plain.substring(0, room);
        int line = begin.lastIndexOf('\n');
        return (line > 0 ? begin.substring(0, line) : cut(plain, room)) + "\n" + end;
    }

    /** Never between the two halves of a character. */
    private static String cut(String text, int length) {
        int at = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, at);
    }
}
