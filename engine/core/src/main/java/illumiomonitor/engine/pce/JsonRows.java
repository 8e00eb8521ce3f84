package illumiomonitor.engine.pce;

import java.io.Closeable;
import java.io.EOFException;
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
    private final RowPlaces places;
    private byte[] buffer = new byte[1 << 18];
    private int filled;
    private int from;
    private int to;
    private long number;

    JsonRows(InputStream in, RowPlaces places) {
        this.in = in;
        this.places = places;
    }

    /** Moves to the next element; false at the end. */
    boolean next() throws IOException {
        if (!places.hasNext()) {
            return false;
        }
        skip(places.next());
        long length = places.next();
        if (length > LONGEST_ROW) {
            throw new BrokenJson("has a row of more than " + LONGEST_ROW + " bytes");
        }
        from = to;
        need((int) length);
        to = from + (int) length;
        number++;
        return true;
    }

    /** Changes with the next {@link #next()}. */
    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** From 1. */
    long number() {
        return number;
    }

    String text() {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Passes over what stands between two elements. */
    private void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > filled - to) {
            left -= filled - to;
            filled = 0;
            to = 0;
            fill();
        }
        to += (int) left;
    }

    /** Has this many bytes from the element's start on in the buffer. */
    private void need(int length) throws IOException {
        if (filled - from >= length) {
            return;
        }
        System.arraycopy(buffer, from, buffer, 0, filled - from);
        filled -= from;
        from = 0;
        if (buffer.length < length) {
            buffer = Arrays.copyOf(buffer, Math.max(length, buffer.length * 2));
        }
        while (filled < length) {
            fill();
        }
    }

    private void fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("ends before its row " + (number + 1));
        }
        filled += read;
    }
}
