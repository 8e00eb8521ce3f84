package illumiomonitor.engine.pce;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Where the rows of an answer stand, noted while it came in, so that it need not be cut up again.
 * Takes about three bytes a row. Walked once, by one thread.
 */
final class RowPlaces {

    private static final int MORE = 0x80;
    private static final int LOW = 0x7f;

    private final Splitter splitter = new Splitter();
    private byte[] steps = new byte[1 << 12];
    private int written;
    private int read;

    private RowPlaces() {}

    /**
     * Reads a list of JSON objects to its end.
     *
     * @throws BrokenJson if it is none, or is cut off
     */
    static RowPlaces in(InputStream content) throws IOException {
        RowPlaces places = new RowPlaces();
        byte[] chunk = new byte[Sniff.CHUNK];
        long before = 0;
        long ended = 0;
        for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
            int at = places.splitter.next(chunk, 0, n);
            while (at >= 0) {
                long start = before + places.splitter.start();
                places.note(start - ended);
                places.note(before + at - start);
                ended = before + at;
                at = places.splitter.next(chunk, at, n);
            }
            places.splitter.moved(n);
            before += n;
        }
        places.splitter.end();
        return places;
    }

    long rows() {
        return splitter.elements();
    }

    /** Whether there was nothing but blanks. */
    boolean blank() {
        return splitter.blank();
    }

    /** Whether {@link #next()} has more to tell. */
    boolean hasNext() {
        return read < written;
    }

    /** By turns how many bytes come before a row, and how many it has. */
    long next() {
        long step = 0;
        int shift = 0;
        byte part = steps[read++];
        while ((part & MORE) != 0) {
            step |= (long) (part & LOW) << shift;
            shift += 7;
            part = steps[read++];
        }
        return step | (long) part << shift;
    }

    private void note(long step) {
        if (written + 10 > steps.length) {
            steps = Arrays.copyOf(steps, steps.length * 2);
        }
        long left = step;
        while (left >= MORE) {
            steps[written++] = (byte) (left & LOW | MORE);
            left >>>= 7;
        }
        steps[written++] = (byte) left;
    }
}
