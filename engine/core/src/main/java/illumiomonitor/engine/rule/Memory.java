package illumiomonitor.engine.rule;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the heap is nearly full of what cannot be collected. It goes by whole collections
 * since it was made: one before that met what others were still holding then, and one of a part
 * leaves what nobody holds any more in the others.
 */
final class Memory {

    private static final double NEARLY = 0.93;

    /** Only the long-lived part has a threshold; the others are empty after every collection. */
    private static final Set<String> LONG_LIVED =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .filter(MemoryPoolMXBean::isUsageThresholdSupported)
                    .map(MemoryPoolMXBean::getName)
                    .collect(Collectors.toUnmodifiableSet());

    private static final List<GarbageCollectorMXBean> WHOLE =
            ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                    .filter(Memory::collectsAll)
                    .toList();

    private final Map<String, Long> before = new HashMap<>();

    Memory() {
        WHOLE.forEach(collector -> before.put(collector.getName(), count(collector)));
    }

    /** The one of G1 that collects the young takes some of the old with it, as time allows. */
    private static boolean collectsAll(GarbageCollectorMXBean collector) {
        return Arrays.stream(collector.getMemoryPoolNames()).anyMatch(LONG_LIVED::contains)
                && !collector.getName().contains("Young")
                && !collector.getName().contains("Concurrent");
    }

    private static long count(GarbageCollectorMXBean collector) {
        return Math.max(0, collector.getCollectionCount());
    }

    boolean isShort() {
        for (GarbageCollectorMXBean collector : WHOLE) {
            if (count(collector) > before.getOrDefault(collector.getName(), 0L)
                    && leftMuch(collector.getLastGcInfo())) {
                return true;
            }
        }
        return false;
    }

    private static boolean leftMuch(@Nullable GcInfo last) {
        return last != null
                && last.getMemoryUsageAfterGc().entrySet().stream()
                        .filter(pool -> LONG_LIVED.contains(pool.getKey()))
                        .map(Map.Entry::getValue)
                        .anyMatch(after -> after.getUsed() > most(after) * NEARLY);
    }

    /** With some collectors the long-lived part can never have the whole heap. */
    private static long most(MemoryUsage usage) {
        return usage.getMax() > 0 ? usage.getMax() : Runtime.getRuntime().maxMemory();
    }
}
