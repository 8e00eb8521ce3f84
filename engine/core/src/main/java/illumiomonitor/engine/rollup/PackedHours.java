package illumiomonitor.engine.rollup;

import java.util.Arrays;

/**
 * The hourly values of a series, week after week, in few bytes: seven bits of a value to a byte,
 * the lowest first. Not thread-safe.
 */
final class PackedHours {

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    /** Bytes of the longest value. */
    private static final int LONGEST = 9;

    private byte[] bytes = new byte[0];

    /**
     * @param scratch for the bytes of a week
     * @param week counted from the first, under 128
     * @param count values of the week; those after them are zero
     */
    void add(byte[] scratch, int week, long[] values, int count) {
        int at = 0;
        scratch[at++] = (byte) week;
        scratch[at++] = (byte) count;
        for (int n = 0; n < count; n++) {
            long left = values[n];
            while (left >= MORE) {
                scratch[at++] = (byte) (left | MORE);
                left >>>= BITS;
            }
            scratch[at++] = (byte) left;
        }
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, before + at);
        System.arraycopy(scratch, 0, bytes, before, at);
    }

    /** Long enough for any week. */
    static byte[] scratch() {
        return new byte[2 + Hours.PER_WEEK * LONGEST];
    }

    /** Lays the values at their hours since the first week's begin; others stay as they are. */
    void unpack(long[] into) {
        int at = 0;
        while (at < bytes.length) {
            int to = bytes[at++] * Hours.PER_WEEK;
            int end = to + (bytes[at++] & 0xff);
            while (to < end) {
                long value = 0;
                int shift = 0;
                byte next = bytes[at++];
                while (next < 0) {
                    value |= (long) (next & MORE - 1) << shift;
                    shift += BITS;
                    next = bytes[at++];
                }
                into[to++] = value | (long) next << shift;
            }
        }
    }
}
