package illumiomonitor.engine.pull;

import java.util.Arrays;

/** Fingerprint to number, 20 bytes an entry. Not thread-safe. */
final class PrintTable {

    static final int ABSENT = -1;

    private long[] hi = new long[1024];
    private long[] lo = new long[1024];
    private int[] values = filled(1024);
    private int size;

    int get(long printHi, long printLo) {
        return values[slot(printHi, printLo)];
    }

    /** The value must not be negative. */
    void put(long printHi, long printLo, int value) {
        int slot = slot(printHi, printLo);
        if (values[slot] == ABSENT) {
            size++;
        }
        hi[slot] = printHi;
        lo[slot] = printLo;
        values[slot] = value;
        if (size * 3L > values.length * 2L) {
            grow();
        }
    }

    private int slot(long printHi, long printLo) {
        int mask = values.length - 1;
        int slot = (int) printLo & mask;
        while (values[slot] != ABSENT && (lo[slot] != printLo || hi[slot] != printHi)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHi = hi;
        long[] oldLo = lo;
        int[] old = values;
        hi = new long[old.length * 2];
        lo = new long[old.length * 2];
        values = filled(old.length * 2);
        for (int i = 0; i < old.length; i++) {
            if (old[i] != ABSENT) {
                int slot = slot(oldHi[i], oldLo[i]);
                hi[slot] = oldHi[i];
                lo[slot] = oldLo[i];
                values[slot] = old[i];
            }
        }
    }

    private static int[] filled(int length) {
        int[] values = new int[length];
        Arrays.fill(values, ABSENT);
        return values;
    }
}
