package illumiomonitor.engine.pull;

/** A set of numbers, 12 to 24 bytes each. Not thread-safe. */
final class LongSet {

    private long[] slots = new long[64];
    private boolean hasZero;
    private int size;

    boolean add(long value) {
        if (value == 0) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        int slot = slot(value);
        if (slots[slot] == value) {
            return false;
        }
        slots[slot] = value;
        if (++size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    boolean has(long value) {
        return value == 0 ? hasZero : slots[slot(value)] == value;
    }

    boolean isEmpty() {
        return size == 0 && !hasZero;
    }

    private int slot(long value) {
        int mask = slots.length - 1;
        int slot = Long.hashCode(value * 0x9E3779B97F4A7C15L) & mask;
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long value : old) {
            if (value != 0) {
                slots[slot(value)] = value;
            }
        }
    }
}
