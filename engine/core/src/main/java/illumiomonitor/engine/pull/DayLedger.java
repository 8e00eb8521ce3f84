package illumiomonitor.engine.pull;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The known rows of one PCE and UTC day. Not thread-safe. */
final class DayLedger {

    private final long day;
    private final Map<Former, Known> formers = new HashMap<>();
    private @Nullable Known[] slots = new Known[1024];
    private int size;

    /** How a row looked before the PCE rewrote it. */
    private record Former(long hi, long lo, int bucket, int first, int state, int workloads) {}

    /**
     * An empty day.
     *
     * @param day UTC days since 1970
     */
    DayLedger(long day) {
        this.day = day;
    }

    int size() {
        return size;
    }

    /** A time as {@link Known} keeps it; times weeks away from the day are cut. */
    int offset(long millis) {
        long offset = millis - day * Times.DAY;
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, offset));
    }

    long millis(int offset) {
        return day * Times.DAY + offset;
    }

    long flowId(Known known) {
        return day * Ids.FLOWS + known.number;
    }

    /** The row with exactly this identity. */
    @Nullable Known exact(Observed row) {
        int first = offset(row.first);
        int bucket = offset(row.bucket);
        for (int slot = start(row.lo); ; slot = after(slot)) {
            Known known = slots[slot];
            if (known == null) {
                return null;
            }
            if (known.lo == row.lo
                    && known.hi == row.hi
                    && known.bucket == bucket
                    && known.first == first
                    && known.state == row.state()
                    && known.workloads == row.workloads
                    && !known.absorbed) {
                return known;
            }
        }
    }

    /** The row that once had exactly this identity. */
    @Nullable Known former(Observed row) {
        if (formers.isEmpty()) {
            return null;
        }
        return formers.get(
                new Former(
                        row.hi,
                        row.lo,
                        offset(row.bucket),
                        offset(row.first),
                        row.state(),
                        row.workloads));
    }

    /** The rows that agree in what never changes; bucket included. */
    void kin(Observed row, Consumer<Known> reader) {
        int bucket = offset(row.bucket);
        for (int slot = start(row.lo); ; slot = after(slot)) {
            Known known = slots[slot];
            if (known == null) {
                return;
            }
            if (known.lo == row.lo
                    && known.hi == row.hi
                    && known.bucket == bucket
                    && !known.absorbed) {
                reader.accept(known);
            }
        }
    }

    void forEach(Consumer<Known> reader) {
        for (Known known : slots) {
            if (known != null) {
                reader.accept(known);
            }
        }
    }

    void add(Known known) {
        enter(known);
        if (++size * 3L > slots.length * 2L) {
            @Nullable Known[] old = slots;
            slots = new Known[old.length * 2];
            for (Known row : old) {
                if (row != null) {
                    enter(row);
                }
            }
        }
    }

    /** The PCE now shows the row otherwise; its former looks are remembered. */
    void rewrite(Known known, int first, int state, int workloads) {
        if (known.first == first && known.state == state && known.workloads == workloads) {
            return;
        }
        formers.put(
                new Former(
                        known.hi,
                        known.lo,
                        known.bucket,
                        known.first,
                        known.state,
                        known.workloads),
                known);
        known.first = first;
        known.state = state;
        known.workloads = workloads;
    }

    private void enter(Known known) {
        int slot = start(known.lo);
        while (slots[slot] != null) {
            slot = after(slot);
        }
        slots[slot] = known;
    }

    private int start(long lo) {
        return (int) lo & (slots.length - 1);
    }

    private int after(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}
