package illumiomonitor.engine.rule;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** Says whether the heap is nearly full of what cannot be collected. */
final class Memory {

    private static final double NEARLY = 0.93;

    private Memory() {}

    /** Goes by what the last collection of the long-lived part left. */
    static boolean isShort() {
        long left = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after =
                    pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            left += after == null ? 0 : after.getUsed();
        }
        return left > Runtime.getRuntime().maxMemory() * NEARLY;
    }
}
