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
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            // Only the long-lived part has this; the others are empty after every collection.
            boolean lives = pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported();
            MemoryUsage after = lives ? pool.getCollectionUsage() : null;
            if (after != null && after.getUsed() > most(after) * NEARLY) {
                return true;
            }
        }
        return false;
    }

    /** With some collectors the long-lived part can never have the whole heap. */
    private static long most(MemoryUsage usage) {
        return usage.getMax() > 0 ? usage.getMax() : Runtime.getRuntime().maxMemory();
    }
}
