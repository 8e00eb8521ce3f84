package illumiomonitor.engine.rule;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long a thread has been at work: the processor's time, so that on a machine which is busy with
 * other things nobody seems slow. Where that is not known it is the time that passes. Thread-safe.
 */
final class Worked {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean KNOWN =
            THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private final long thread;

    private Worked(long thread) {
        this.thread = thread;
    }

    /** The calling thread's. */
    @SuppressWarnings("deprecation") // Its successor is newer than the oldest Java we run on.
    static Worked here() {
        return new Worked(Thread.currentThread().getId());
    }

    /** Only differences mean anything, and only while the thread lives. */
    long nanos() {
        return KNOWN ? THREADS.getThreadCpuTime(thread) : System.nanoTime();
    }
}
