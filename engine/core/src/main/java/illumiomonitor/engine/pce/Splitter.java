package illumiomonitor.engine.pce;

/**
 * Cuts a JSON array, or objects one after the other (JSON lines), into elements without parsing
 * them. Fed piece by piece; it keeps its place between pieces. It sees whether brackets close and
 * strings end, which is what tells a whole answer from one that was cut off.
 */
final class Splitter {

    private enum Shape {
        OPEN,
        ARRAY,
        LINES,
        CLOSED
    }

    private Shape shape = Shape.OPEN;
    private boolean inside;
    private boolean scalar;
    private boolean afterElement;
    private boolean afterComma;
    private boolean inString;
    private boolean escaped;
    private int depth;
    private int start;
    private long elements;

    /** Where the current or newest element starts; the caller moves it with the buffer. */
    int start() {
        return start;
    }

    void moved(int by) {
        start -= by;
    }

    /** Elements that have ended. */
    long elements() {
        return elements;
    }

    /** Goes on to the end of the next element: the place after it, or -1 when more is needed. */
    int next(byte[] bytes, int from, int to) throws BrokenJson {
        int at = inside ? from : begin(bytes, from, to);
        if (at < 0) {
            return -1;
        }
        int end = scalar ? scalarEnd(bytes, at, to) : nestedEnd(bytes, at, to);
        if (end >= 0) {
            inside = false;
            afterElement = true;
            afterComma = false;
            elements++;
        }
        return end;
    }

    /** There is no more. */
    void end() throws BrokenJson {
        if (inside) {
            throw new BrokenJson("breaks off inside row " + (elements + 1));
        }
        if (shape == Shape.ARRAY) {
            throw new BrokenJson("breaks off after row " + elements);
        }
    }

    /** Whether there was nothing but blanks. */
    boolean blank() {
        return shape == Shape.OPEN;
    }

    private int begin(byte[] bytes, int from, int to) throws BrokenJson {
        for (int at = from; at < to; at++) {
            byte c = bytes[at];
            if (c >= 0 && c <= ' ' || shape == Shape.OPEN && isByteOrderMark(c)) {
                continue;
            }
            if (shape == Shape.OPEN && c == '[') {
                shape = Shape.ARRAY;
                continue;
            }
            if (shape == Shape.OPEN) {
                shape = Shape.LINES;
            }
            if (!isBetween(c)) {
                start = at;
                inside = true;
                scalar = c != '{' && c != '[' && c != '"';
                return at;
            }
        }
        return -1;
    }

    /** Whether a byte stands between elements; complains when it may not stand here at all. */
    private boolean isBetween(byte c) throws BrokenJson {
        if (shape == Shape.CLOSED) {
            throw new BrokenJson("goes on after its end");
        }
        if (c == ',' && afterElement) {
            afterElement = false;
            afterComma = true;
            return true;
        }
        if (shape == Shape.ARRAY && c == ']' && !afterComma) {
            shape = Shape.CLOSED;
            return true;
        }
        boolean wrong = shape == Shape.ARRAY ? afterElement || c == ']' || c == ',' : c != '{';
        if (wrong) {
            throw new BrokenJson(
                    elements == 0
                            ? "is no list of JSON objects"
                            : "is broken after row " + elements);
        }
        return false;
    }

    private static boolean isByteOrderMark(byte c) {
        return c == (byte) 0xEF || c == (byte) 0xBB || c == (byte) 0xBF;
    }

    private static int scalarEnd(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte c = bytes[at];
            if (c == ',' || c == ']' || c >= 0 && c <= ' ') {
                return at;
            }
        }
        return -1;
    }

    private int nestedEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (inString) {
                at = stringEnd(bytes, at, to);
                if (!inString && depth == 0) {
                    return at;
                }
                continue;
            }
            switch (bytes[at++]) {
                case '"' -> inString = true;
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return at;
                    }
                }
                default -> {
                    // digits, words, commas and colons: inside one element they are the parser's
                }
            }
        }
        return -1;
    }

    private int stringEnd(byte[] bytes, int from, int to) {
        int at = from;
        if (escaped) {
            escaped = false;
            at++;
        }
        while (at < to) {
            byte c = bytes[at++];
            if (c == '"') {
                inString = false;
                return at;
            }
            if (c == '\\') {
                if (at == to) {
                    escaped = true;
                    return at;
                }
                at++;
            }
        }
        return at;
    }
}
