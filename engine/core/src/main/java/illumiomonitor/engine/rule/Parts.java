package illumiomonitor.engine.rule;

import illumiomonitor.spi.Flow;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Flows that are parted by a number, eight bytes each however many parts there are. Told the part
 * of each flow in order, asked when all are told. Not thread-safe.
 */
final class Parts {

    private final List<Flow> flows;
    private final int[] partOf;
    private int told;
    private int parts;
    private int @Nullable [] start;
    private int @Nullable [] order;

    Parts(List<Flow> flows) {
        this.flows = flows;
        this.partOf = new int[flows.size()];
    }

    /** The next flow is of this part; parts are numbered from zero. */
    void next(int part) {
        partOf[told++] = part;
        parts = Math.max(parts, part + 1);
    }

    /** The flows of a part, in their order; sorted out when they are first looked at. */
    List<Flow> of(int part) {
        return new AbstractList<>() {
            @Override
            public Flow get(int index) {
                int at = starts()[part] + index;
                if (index < 0 || at >= starts()[part + 1]) {
                    throw new IndexOutOfBoundsException(index);
                }
                return flows.get(sorted()[at]);
            }

            @Override
            public int size() {
                return starts()[part + 1] - starts()[part];
            }
        };
    }

    private int[] starts() {
        int[] known = start;
        if (known == null) {
            known = new int[parts + 1];
            for (int part : partOf) {
                known[part + 1]++;
            }
            for (int part = 0; part < parts; part++) {
                known[part + 1] += known[part];
            }
            start = known;
        }
        return known;
    }

    private int[] sorted() {
        int[] known = order;
        if (known == null) {
            int[] next = Arrays.copyOf(starts(), parts);
            known = new int[partOf.length];
            for (int at = 0; at < partOf.length; at++) {
                known[next[partOf[at]]++] = at;
            }
            order = known;
        }
        return known;
    }
}
