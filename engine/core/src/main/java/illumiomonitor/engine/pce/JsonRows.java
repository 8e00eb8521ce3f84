package illumiomonitor.engine.pce;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The elements of a JSON array or of JSON lines, one after the other, as stretches of a buffer.
 * Holds no more than the longest element needs.
 */
final class JsonRows implements Closeable {

    private static final int LONGEST_ROW = 64 << 20;

    private final InputStream in;
    private final Splitter splitter = new Splitter();
    private byte[] buffer = new byte[1 << 18];
    private int filled;
    private int place;
    private int to;

    JsonRows(InputStream in) {
        this.in = in;
    }

    /** Moves to the next element; false at the end. */
    boolean next() throws IOException {
        while (true) {
            int end = splitter.next(buffer, place, filled);
            if (end >= 0) {
                place = end;
                to = end;
                return true;
            }
            place = filled;
            if (!fill()) {
                splitter.end();
                return false;
            }
        }
    }

    /** Changes with the next {@link #next()}. */
    byte[] buffer() {
        return buffer;
    }

    int from() {
        return splitter.start();
    }

    int to() {
        return to;
    }

    /** From 1. */
    long number() {
        return splitter.elements();
    }

    String text() {
        return new String(buffer, from(), to() - from(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        int keep = splitter.inside() ? splitter.start() : filled;
        if (keep > 0) {
            System.arraycopy(buffer, keep, buffer, 0, filled - keep);
            splitter.moved(keep);
            filled -= keep;
            place -= keep;
        }
        if (filled == buffer.length) {
            grow();
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, read);
        return read >= 0;
    }

    private void grow() throws BrokenJson {
        if (buffer.length >= LONGEST_ROW) {
            throw new BrokenJson("has a row of more than " + LONGEST_ROW + " bytes");
        }
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
}
