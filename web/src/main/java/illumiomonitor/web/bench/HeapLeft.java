package illumiomonitor.web.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * The most heap that a whole collection left in use. What lies between two of them, and what a
 * collection of the young part leaves, says how large the heap is and not what the work needs. Any
 * thread.
 */
final class HeapLeft {

    private static final String WHOLE = "end of major GC";

    private final AtomicLong most = new AtomicLong();
    private final Set<String> pools =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getName)
                    .collect(Collectors.toSet());

    private HeapLeft() {}

    /** Watches the collections from now on. */
    static HeapLeft watch() {
        HeapLeft left = new HeapLeft();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((told, nothing) -> left.heard(told), null, null);
            }
        }
        return left;
    }

    private void heard(Notification told) {
        GarbageCollectionNotificationInfo collection =
                GarbageCollectionNotificationInfo.from((CompositeData) told.getUserData());
        if (collection.getGcAction().equals(WHOLE)) {
            collected(collection.getGcInfo().getMemoryUsageAfterGc());
        }
    }

    private void collected(Map<String, MemoryUsage> after) {
        long left = 0;
        for (Map.Entry<String, MemoryUsage> pool : after.entrySet()) {
            left += pools.contains(pool.getKey()) ? pool.getValue().getUsed() : 0;
        }
        most.accumulateAndGet(left, Math::max);
    }

    /** Bytes, since the last time it was asked; zero where none was needed. */
    long most() {
        return most.getAndSet(0);
    }
}
