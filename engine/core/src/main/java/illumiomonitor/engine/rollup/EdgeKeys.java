package illumiomonitor.engine.rollup;

import java.util.Arrays;

/** From which address to which, on which service: the places of edges by that. Not thread-safe. */
final class EdgeKeys {

    /** No edge. */
    static final int NONE = -1;

    private int size;
    private int[] src = new int[1024];
    private int[] dst = new int[1024];
    private int[] service = new int[1024];
    private int[] slots = filled(4096);

    int size() {
        return size;
    }

    /** The edge's place, {@link #NONE} when there is none. */
    int find(int from, int to, int what) {
        return slots[slot(from, to, what)];
    }

    /** The next place, for an edge that has none. */
    int add(int from, int to, int what) {
        if (size == src.length) {
            src = Arrays.copyOf(src, size * 2);
            dst = Arrays.copyOf(dst, size * 2);
            service = Arrays.copyOf(service, size * 2);
        }
        int at = size++;
        src[at] = from;
        dst[at] = to;
        service[at] = what;
        slots[slot(from, to, what)] = at;
        if (size * 2 > slots.length) {
            slots = filled(slots.length * 2);
            for (int one = 0; one < size; one++) {
                slots[slot(src[one], dst[one], service[one])] = one;
            }
        }
        return at;
    }

    int src(int at) {
        return src[at];
    }

    int dst(int at) {
        return dst[at];
    }

    int service(int at) {
        return service[at];
    }

    private int slot(int from, int to, int what) {
        long hash = (from * 0x9E3779B97F4A7C15L + to) * 0xC2B2AE3D27D4EB4FL + what;
        hash *= 0x9E3779B97F4A7C15L;
        int mask = slots.length - 1;
        int slot = (int) (hash >>> 33) & mask;
        while (slots[slot] != NONE && !same(slots[slot], from, to, what)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean same(int at, int from, int to, int what) {
        return src[at] == from && dst[at] == to && service[at] == what;
    }

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, NONE);
        return slots;
    }
}
