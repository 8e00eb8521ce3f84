package illumiomonitor.engine.pull;

import java.util.Arrays;
import java.util.function.Consumer;

/** Rows of one query, or of all queries of a pull, each identity once. Not thread-safe. */
final class Answer {

    private Observed[] rows = new Observed[1024];
    private int[] slots = filled(2048);
    private int size;
    private long merged;

    /** Takes a row of this query. Equal rows are added up. */
    void add(Observed row) {
        int slot = slot(row);
        if (slots[slot] >= 0) {
            rows[slots[slot]].add(row);
            merged++;
        } else {
            enter(slot, row);
        }
    }

    /** Takes over the rows of a later query. Of a row that both have the newer picture stays. */
    void take(Answer later) {
        for (int i = 0; i < later.size; i++) {
            Observed row = later.rows[i];
            int slot = slot(row);
            if (slots[slot] < 0) {
                enter(slot, row);
            } else if (!rows[slots[slot]].isNewerThan(row)) {
                rows[slots[slot]] = row;
            }
        }
        merged += later.merged;
    }

    int size() {
        return size;
    }

    /** Equal rows that were added up. */
    long merged() {
        return merged;
    }

    Observed row(int i) {
        return rows[i];
    }

    void forEach(Consumer<Observed> reader) {
        for (int i = 0; i < size; i++) {
            reader.accept(rows[i]);
        }
    }

    private void enter(int slot, Observed row) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size * 2);
        }
        slots[slot] = size;
        rows[size++] = row;
        if (size * 3L > slots.length * 2L) {
            slots = filled(slots.length * 2);
            for (int i = 0; i < size; i++) {
                slots[slot(rows[i])] = i;
            }
        }
    }

    private int slot(Observed row) {
        int mask = slots.length - 1;
        int slot = (int) (row.lo ^ row.first ^ row.bucket ^ row.state()) & mask;
        while (slots[slot] >= 0 && !rows[slots[slot]].is(row)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, -1);
        return slots;
    }
}
