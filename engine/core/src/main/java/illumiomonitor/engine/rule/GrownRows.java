package illumiomonitor.engine.rule;

import java.util.Arrays;

/**
 * What flow rows grew by, found by flow number. A pull's increments are written in flow order, so
 * each pull is met by walking along; another order is right too, but slow. Not thread-safe.
 */
final class GrownRows {

    private Grown[] rows = new Grown[0];
    private Grown[] fresh = new Grown[1024];
    private int freshSize;
    private int at;

    int size() {
        return rows.length + freshSize;
    }

    private void again() {
        if (freshSize > 0) {
            rows = merged();
            freshSize = 0;
        }
        at = 0;
    }

    /** The row of this flow, a new one if it never came before. */
    Grown of(long flowId) {
        if (freshSize > 0) {
            Grown newest = fresh[freshSize - 1];
            if (newest.flowId == flowId) {
                return newest;
            }
            if (newest.flowId > flowId) {
                again();
            }
        }
        if (at > 0 && rows[at - 1].flowId >= flowId) {
            again();
        }
        while (at < rows.length && rows[at].flowId < flowId) {
            at++;
        }
        return at < rows.length && rows[at].flowId == flowId ? rows[at] : add(flowId);
    }

    /** All, by flow number. */
    Grown[] all() {
        again();
        return rows;
    }

    private Grown add(long flowId) {
        if (freshSize == fresh.length) {
            fresh = Arrays.copyOf(fresh, freshSize * 2);
        }
        Grown row = new Grown(flowId);
        fresh[freshSize++] = row;
        return row;
    }

    private Grown[] merged() {
        if (rows.length == 0) {
            return Arrays.copyOf(fresh, freshSize);
        }
        Grown[] both = new Grown[rows.length + freshSize];
        int old = 0;
        int young = 0;
        for (int i = 0; i < both.length; i++) {
            boolean takeOld =
                    young == freshSize
                            || old < rows.length && rows[old].flowId < fresh[young].flowId;
            both[i] = takeOld ? rows[old++] : fresh[young++];
        }
        return both;
    }
}
