package illumiomonitor.web.bench;

import illumiomonitor.web.service.Application.Figure;
import java.util.Arrays;
import java.util.Locale;

/** Measures one thing once, in seconds. */
final class Timed {

    /** What is measured. */
    @FunctionalInterface
    interface Work {
        void work() throws InterruptedException;
    }

    private static final HeapLeft HEAP = HeapLeft.watch();

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

    /** Of all that was measured since the last time this was asked. */
    static Figure heap() {
        return new Figure(
                "heap left by a whole collection, at most, of "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB",
                (HEAP.most() >> 20) + " MB",
                "-Xmx512m");
    }
}
