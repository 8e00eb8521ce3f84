package illumiomonitor.engine.rule;

import java.time.Duration;
import java.util.Arrays;

/** How the newest increment of each flow of a window came to be, as small as it gets. */
final class Tales {

    private final long[] flows;
    private final long[] since;
    private final int[] late;
    private final byte[] basis;

    /**
     * @param grown sorted by flow
     */
    Tales(Grown[] grown) {
        flows = new long[grown.length];
        since = new long[grown.length];
        late = new int[grown.length];
        basis = new byte[grown.length];
        for (int i = 0; i < grown.length; i++) {
            flows[i] = grown[i].flowId;
            since[i] = grown[i].since;
            late[i] = grown[i].lateMinutes;
            basis[i] = (byte) grown[i].basis.ordinal();
        }
    }

    SeenFlows.Tale of(long flow) {
        int at = Arrays.binarySearch(flows, flow);
        if (at < 0) {
            throw new IllegalArgumentException("flow " + flow + " is not of this window");
        }
        return new SeenFlows.Tale(
                Grown.basis(basis[at]), Micros.instant(since[at]), Duration.ofMinutes(late[at]));
    }
}
