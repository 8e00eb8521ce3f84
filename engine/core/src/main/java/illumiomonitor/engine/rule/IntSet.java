package illumiomonitor.engine.rule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Distinct numbers from 0 on. Most sets stay empty or hold one number: that costs no table. */
final class IntSet {

    private int only;
    private int size;
    private int @Nullable [] slots;

    int size() {
        return size;
    }

    /** All numbers, ascending. */
    long[] sorted() {
        int[] table = slots;
        if (table == null) {
            return size == 0 ? new long[0] : new long[] {only - 1L};
        }
        return Arrays.stream(table)
                .filter(kept -> kept != 0)
                .mapToLong(kept -> kept - 1L)
                .sorted()
                .toArray();
    }

    /** How many of its numbers the other does not hold. */
    int without(IntSet other) {
        if (size == 0 || other.size == 0) {
            return size;
        }
        return (int) Arrays.stream(sorted()).filter(number -> !other.holds((int) number)).count();
    }

    private boolean holds(int number) {
        int kept = number + 1;
        int[] table = slots;
        if (table == null) {
            return size == 1 && only == kept;
        }
        int mask = table.length - 1;
        int slot = slot(kept, mask);
        while (table[slot] != 0 && table[slot] != kept) {
            slot = (slot + 1) & mask;
        }
        return table[slot] == kept;
    }

    void add(int number) {
        int kept = number + 1;
        int[] table = slots;
        if (size == 0) {
            only = kept;
            size = 1;
        } else if (table == null) {
            if (only != kept) {
                table = new int[8];
                put(table, only);
                put(table, kept);
                slots = table;
                size = 2;
            }
        } else if (put(table, kept)) {
            size++;
            if (size * 2 > table.length) {
                slots = wider(table);
            }
        }
    }

    private static int[] wider(int[] table) {
        int[] wider = new int[table.length * 2];
        for (int kept : table) {
            if (kept != 0) {
                put(wider, kept);
            }
        }
        return wider;
    }

    private static boolean put(int[] table, int kept) {
        int mask = table.length - 1;
        int slot = slot(kept, mask);
        while (table[slot] != 0) {
            if (table[slot] == kept) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        table[slot] = kept;
        return true;
    }

    private static int slot(int kept, int mask) {
        return ((kept * 0x9E3779B9) >>> 7) & mask;
    }
}
