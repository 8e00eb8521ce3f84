package illumiomonitor.engine.rule;

import illumiomonitor.spi.Flow;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Flows, one of each number, in no order. A finding may rest on thousands, and a rule may find
 * thousands of subjects on the same ones, so it takes no more than {@link #BYTES} for each.
 */
final class FlowSet {

    /** A table is a quarter full at least, once it has grown. */
    static final int BYTES = 16;

    private static final int FEWEST_SLOTS = 4;

    private @Nullable Flow[] slots = new @Nullable Flow[0];
    private int size;

    int size() {
        return size;
    }

    void add(Flow flow) {
        if ((size + 1) * 2 > slots.length) {
            grow();
        }
        int slot = slot(flow);
        if (slots[slot] == null) {
            size++;
        }
        slots[slot] = flow;
    }

    private void grow() {
        @Nullable Flow[] before = slots;
        slots = new @Nullable Flow[Math.max(FEWEST_SLOTS, before.length * 2)];
        for (Flow flow : before) {
            if (flow != null) {
                slots[slot(flow)] = flow;
            }
        }
    }

    /** Where a flow of this number is, or where it goes. */
    private int slot(Flow flow) {
        int mask = slots.length - 1;
        int slot = (int) (flow.id() * 0x9E3779B97F4A7C15L >>> 32) & mask;
        Flow there = slots[slot];
        while (there != null && there.id() != flow.id()) {
            slot = (slot + 1) & mask;
            there = slots[slot];
        }
        return slot;
    }

    void forEach(Consumer<Flow> each) {
        for (Flow flow : slots) {
            if (flow != null) {
                each.accept(flow);
            }
        }
    }

    Stream<Flow> stream() {
        return Arrays.stream(slots).filter(Objects::nonNull).map(Objects::requireNonNull);
    }
}
