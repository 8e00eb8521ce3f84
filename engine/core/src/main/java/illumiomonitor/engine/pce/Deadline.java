package illumiomonitor.engine.pce;

import java.time.Duration;

/** A moment after which nothing new is begun. Counted on the machine's monotonic clock. */
final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }

    /** Whether it makes no sense any more to begin something long. */
    boolean isNear() {
        return left().toMillis() < 50;
    }

    /** Never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** The shorter of a wait and what is left. */
    Duration atMost(Duration wait) {
        Duration left = left();
        return wait.compareTo(left) > 0 ? left : wait;
    }
}
