package illumiomonitor.engine.rule;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Says whether the heap is nearly full of what cannot be collected. It goes by collections since it
 * was made: one before that met what others were still holding then.
 */
final class Memory {

    private static final double NEARLY = 0.93;

    private final long before = collections();

    boolean isShort() {
        return collections() > before && isNearlyFull();
    }

    /** Goes by what the last collection of the long-lived part left. */
    private static boolean isNearlyFull() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after = isLongLived(pool) ? pool.getCollectionUsage() : null;
            if (after != null && after.getUsed() > most(after) * NEARLY) {
                return true;
            }
        }
        return false;
    }

    /** How often the long-lived part has been collected. */
    private static long collections() {
        Set<String> pools = new HashSet<>();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (isLongLived(pool)) {
                pools.add(pool.getName());
            }
        }
        long collections = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (Arrays.stream(collector.getMemoryPoolNames()).anyMatch(pools::contains)) {
                collections += Math.max(0, collector.getCollectionCount());
            }
        }
        return collections;
    }

    /** Only the long-lived part has a threshold; the others are empty after every collection. */
    private static boolean isLongLived(MemoryPoolMXBean pool) {
        return pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported();
    }

    /** With some collectors the long-lived part can never have the whole heap. */
    private static long most(MemoryUsage usage) {
        return usage.getMax() > 0 ? usage.getMax() : Runtime.getRuntime().maxMemory();
    }
}
