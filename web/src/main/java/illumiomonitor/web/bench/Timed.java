package illumiomonitor.web.bench;

import illumiomonitor.web.service.Application.Figure;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.Locale;

/** Measures one thing once, in seconds. */
final class Timed {

    /** What is measured. */
    @FunctionalInterface
    interface Work {
        void work() throws InterruptedException;
    }

    private Timed() {}

    static double seconds(Work work) throws InterruptedException {
        long start = System.nanoTime();
        work.work();
        return (System.nanoTime() - start) / 1e9;
    }

    /** The middle one of several tries. */
    static double median(int tries, Work work) throws InterruptedException {
        double[] all = new double[tries];
        for (int n = 0; n < tries; n++) {
            all[n] = seconds(work);
        }
        Arrays.sort(all);
        return all[tries / 2];
    }

    static Figure figure(String name, double seconds, String budget) {
        return new Figure(name, String.format(Locale.ROOT, "%.2f s", seconds), budget);
    }

    static Figure ratio(String name, double ratio, String budget) {
        return new Figure(name, String.format(Locale.ROOT, "%.2f times", ratio), budget);
    }

    /** The most heap that was ever in use between two collections, over all pools. */
    static Figure heap() {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        return new Figure(
                "heap, peak of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB",
                (peak >> 20) + " MB",
                "-Xmx512m");
    }
}
