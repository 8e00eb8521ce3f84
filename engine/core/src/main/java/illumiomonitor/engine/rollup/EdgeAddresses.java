package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Address;
import java.util.Arrays;
import java.util.BitSet;

/** Addresses on either side of edges by number, and when each was first seen. Not thread-safe. */
final class EdgeAddresses {

    private final Numbers ips = new Numbers();
    private final BitSet open = new BitSet();
    private long[] first = new long[1024];

    /** The address's number; the next one when it is new. */
    int of(String text) {
        int known = ips.known(text);
        if (known != Numbers.NONE) {
            return known;
        }
        int number = ips.of(text);
        if (number >= first.length) {
            first = Arrays.copyOf(first, number * 2);
        }
        first[number] = Long.MAX_VALUE;
        open.set(number, isPublic(text));
        return number;
    }

    /** {@link Numbers#NONE} when it never came. */
    int known(String text) {
        return ips.known(text);
    }

    String text(int number) {
        return ips.text(number);
    }

    boolean isPublic(int number) {
        return open.get(number);
    }

    void saw(int number, long micros) {
        first[number] = Math.min(first[number], micros);
    }

    /** Microseconds. */
    long first(int number) {
        return first[number];
    }

    private static boolean isPublic(String ip) {
        try {
            return Address.parse(ip).isPublic();
        } catch (IllegalArgumentException e) {
            // Whatever a PCE wrote there, it is not the open internet.
            return false;
        }
    }
}
