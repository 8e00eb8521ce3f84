package illumiomonitor.engine.rule;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/**
 * What is in use after a collection.
 *
 * @param heap bytes
 * @param metaspace bytes
 */
record Memories(long heap, long metaspace) {

    private static final int COLLECTIONS = 6;

    static Memories now() {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            // What is held softly, weakly or by a finished loader goes step by step.
            ManagementFactory.getMemoryMXBean().gc();
            heap =
                    Math.min(
                            heap,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        long metaspace =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .map(MemoryPoolMXBean::getUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum();
        return new Memories(heap, metaspace);
    }

    /** Whether neither is more than a share above what it was. */
    boolean isWithin(double share, Memories before) {
        return heap < before.heap * (1 + share) && metaspace < before.metaspace * (1 + share);
    }

    @Override
    public String toString() {
        return "heap " + (heap >> 10) + " kB, metaspace " + (metaspace >> 10) + " kB";
    }
}
