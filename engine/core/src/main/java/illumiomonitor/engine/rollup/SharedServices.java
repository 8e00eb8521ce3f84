package illumiomonitor.engine.rollup;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What endpoints of the same labels use, by number, and when the first of them did. Not
 * thread-safe.
 */
final class SharedServices {

    private final Map<List<Integer>, Integer> numbers = new HashMap<>();
    private long[] first = never(1024);

    /** The number of a service between two groups; the next one when it is new. */
    int number(int srcGroup, int dstGroup, int service) {
        List<Integer> key = List.of(srcGroup, dstGroup, service);
        int number = numbers.computeIfAbsent(key, unknown -> numbers.size());
        if (number >= first.length) {
            long[] longer = never(number * 2);
            System.arraycopy(first, 0, longer, 0, first.length);
            first = longer;
        }
        return number;
    }

    void saw(int number, long micros) {
        first[number] = Math.min(first[number], micros);
    }

    /** Microseconds; {@link Long#MAX_VALUE} when it was not seen yet. */
    long first(int number) {
        return first[number];
    }

    private static long[] never(int length) {
        long[] never = new long[length];
        Arrays.fill(never, Long.MAX_VALUE);
        return never;
    }
}
