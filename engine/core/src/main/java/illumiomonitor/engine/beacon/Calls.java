package illumiomonitor.engine.beacon;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one edge did in each interval of a window, written in a few bytes: edges are many, and most
 * of a day's intervals are small numbers that come in order. Not thread-safe.
 */
final class Calls {

    /** An interval, its connections and its bytes take at most three of these. */
    private static final int LONGEST = 10;

    private static final int NONE = -1;

    private byte[] written = new byte[16];
    private int size;
    private int entries;
    private int last;
    private boolean ordered = true;

    private int interval = NONE;
    private long connections;
    private long bytes;

    /**
     * The intervals with connections.
     *
     * @param numbers ascending
     * @param connections of each
     * @param bytes of each
     */
    record Occupied(int[] numbers, long[] connections, long[] bytes) {

        int count() {
            return numbers.length;
        }
    }

    void add(int number, long count, long in) {
        if (number != interval) {
            write();
            interval = number;
        }
        connections += count;
        bytes += in;
    }

    private void write() {
        if (interval == NONE) {
            return;
        }
        if (written.length < size + 3 * LONGEST) {
            written = Arrays.copyOf(written, written.length * 2 + 2 * LONGEST);
        }
        int step = interval - last;
        ordered &= step > 0 || entries == 0;
        append((long) step << 1 ^ step >> 31);
        append(connections);
        append(bytes);
        last = interval;
        entries++;
        connections = 0;
        bytes = 0;
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private void append(long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            written[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        written[size++] = (byte) rest;
    }

    Occupied occupied() {
        write();
        interval = NONE;
        Reader reader = new Reader();
        int[] numbers = new int[entries];
        long[] counts = new long[entries];
        long[] sizes = new long[entries];
        int number = 0;
        for (int i = 0; i < entries; i++) {
            long step = reader.next();
            number += (int) (step >>> 1) ^ -(int) (step & 1);
            numbers[i] = number;
            counts[i] = reader.next();
            sizes[i] = reader.next();
        }
        return ordered ? new Occupied(numbers, counts, sizes) : inOrder(numbers, counts, sizes);
    }

    /** Late rows fall into intervals that were there before. */
    private static Occupied inOrder(int[] numbers, long[] counts, long[] sizes) {
        Map<Integer, long[]> sums = new TreeMap<>();
        for (int i = 0; i < numbers.length; i++) {
            long[] sum = sums.computeIfAbsent(numbers[i], number -> new long[2]);
            sum[0] += counts[i];
            sum[1] += sizes[i];
        }
        return new Occupied(
                sums.keySet().stream().mapToInt(Integer::intValue).toArray(),
                sums.values().stream().mapToLong(sum -> sum[0]).toArray(),
                sums.values().stream().mapToLong(sum -> sum[1]).toArray());
    }

    private final class Reader {

        private int at;

        long next() {
            long number = 0;
            int shift = 0;
            byte part = written[at++];
            while (part < 0) {
                number |= (part & 0x7fL) << shift;
                shift += 7;
                part = written[at++];
            }
            return number | (long) part << shift;
        }
    }
}
