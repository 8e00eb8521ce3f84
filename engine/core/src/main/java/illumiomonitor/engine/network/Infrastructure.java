package illumiomonitor.engine.network;

import java.util.Set;

/**
 * Services that everybody calls regularly and for ever, whether anybody answers or not: names,
 * addresses, clocks and discovery.
 */
public final class Infrastructure {

    private static final Set<Integer> PORTS =
            Set.of(53, 67, 68, 123, 137, 138, 546, 547, 1900, 5353, 5355);

    private Infrastructure() {}

    /** Whether it is the destination port of such a service. */
    public static boolean isPort(int port) {
        return PORTS.contains(port);
    }
}
