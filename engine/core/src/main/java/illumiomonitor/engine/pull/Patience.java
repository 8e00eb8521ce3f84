package illumiomonitor.engine.pull;

import java.time.Duration;

/**
 * How long a source may go on without an answer. Every answer renews it, so that a question of many
 * parts may take long, but a source that finishes none of them holds up its pull once only. Counted
 * on the machine's monotonic clock.
 */
final class Patience {

    /** With less it makes no sense to ask anything. */
    private static final Duration LEAST = Duration.ofMillis(50);

    private final Duration atMost;
    private long end;

    Patience(Duration atMost) {
        this.atMost = atMost;
        renew();
    }

    void renew() {
        end = System.nanoTime() + atMost.toNanos();
    }

    /** Never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean isOver() {
        return left().compareTo(LEAST) < 0;
    }
}
