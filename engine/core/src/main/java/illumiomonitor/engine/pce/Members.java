package illumiomonitor.engine.pce;

/**
 * Walks the members of one JSON object in a byte array without parsing their values: whoever walks
 * takes the values it knows and leaves the rest.
 */
final class Members {

    private byte[] bytes = new byte[0];
    private int at;
    private int to;
    private int keyFrom;
    private int keyTo;
    private int valueFrom;
    private int valueTo;

    /**
     * @return false when this is no object
     */
    boolean open(byte[] in, int from, int end) {
        bytes = in;
        at = from;
        to = end;
        if (at >= to || bytes[at] != '{') {
            return false;
        }
        at++;
        return true;
    }

    /** Moves to the next member; false after the last. */
    boolean next() throws Unreadable {
        skipBlanks();
        if (at < to && bytes[at] == ',') {
            at++;
            skipBlanks();
        }
        if (at < to && bytes[at] == '}') {
            return false;
        }
        key();
        skipBlanks();
        if (at >= to || bytes[at++] != ':') {
            throw new Unreadable("is not JSON");
        }
        skipBlanks();
        value();
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    /** With its quotes. */
    int keyFrom() {
        return keyFrom;
    }

    int keyTo() {
        return keyTo;
    }

    int from() {
        return valueFrom;
    }

    int to() {
        return valueTo;
    }

    boolean isNull() {
        return bytes[valueFrom] == 'n';
    }

    private void key() throws Unreadable {
        if (at >= to || bytes[at] != '"') {
            throw new Unreadable("is not JSON");
        }
        keyFrom = at;
        at = stringEnd(bytes, at + 1, to);
        keyTo = at;
    }

    private void value() throws Unreadable {
        valueFrom = at;
        if (at >= to) {
            throw new Unreadable("is not JSON");
        }
        byte c = bytes[at];
        if (c == '"') {
            at = stringEnd(bytes, at + 1, to);
        } else if (c == '{' || c == '[') {
            nested();
        } else {
            while (at < to && bytes[at] != ',' && bytes[at] != '}' && bytes[at] > ' ') {
                at++;
            }
        }
        valueTo = at;
        if (valueTo == valueFrom) {
            throw new Unreadable("is not JSON");
        }
    }

    private void nested() throws Unreadable {
        int depth = 0;
        while (at < to) {
            switch (bytes[at++]) {
                case '"' -> at = stringEnd(bytes, at, to);
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return;
                    }
                }
                default -> {
                    // left to whoever takes the value
                }
            }
        }
        throw new Unreadable("is not JSON");
    }

    private static int stringEnd(byte[] in, int from, int end) throws Unreadable {
        int i = from;
        while (i < end) {
            byte c = in[i++];
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        throw new Unreadable("is not JSON");
    }

    private void skipBlanks() {
        while (at < to && bytes[at] >= 0 && bytes[at] <= ' ') {
            at++;
        }
    }
}
