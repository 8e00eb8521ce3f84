package illumiomonitor.engine.pce;

import java.time.Duration;

/**
 * Lets at most so many requests pass in any stretch of a minute's length, whoever sends them.
 * Thread-safe.
 */
final class Budget {

    private final long[] passedAt;
    private final long minute;
    private int oldest;
    private long passed;

    Budget(int perMinute, Duration minute) {
        this.passedAt = new long[Math.max(1, perMinute)];
        this.minute = minute.toNanos();
    }

    /** Waits for the next free place and takes it. */
    void take() throws InterruptedException {
        long wait = reserve() - System.nanoTime();
        if (wait > 0) {
            Pause.of(Duration.ofNanos(wait));
        }
    }

    /** Takes a place if one is free now. */
    synchronized boolean takeNow() {
        if (freeAt() > System.nanoTime()) {
            return false;
        }
        reserve();
        return true;
    }

    /** Requests let through so far. */
    synchronized int passed() {
        return (int) Math.min(Integer.MAX_VALUE, passed);
    }

    private synchronized long reserve() {
        long at = Math.max(System.nanoTime(), freeAt());
        passedAt[oldest] = at;
        oldest = (oldest + 1) % passedAt.length;
        passed++;
        return at;
    }

    private long freeAt() {
        return passed < passedAt.length ? Long.MIN_VALUE : passedAt[oldest] + minute;
    }
}
