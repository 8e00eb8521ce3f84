package illumiomonitor.engine.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Whether a window is judged at a tick: up to an hour at every tick, longer ones 24 times in their
 * length, at the first tick at or after each multiple of that.
 */
record Due(Function<Instant, Duration> step) {

    private static final Duration EVERY_TICK = Duration.ofHours(1);
    private static final int TIMES = 24;

    boolean at(Instant tick, Duration window) {
        if (window.compareTo(EVERY_TICK) <= 0) {
            return true;
        }
        long every = window.toMillis() / TIMES;
        long now = Math.floorDiv(tick.toEpochMilli(), every);
        long before = Math.floorDiv(tick.minus(step.apply(tick)).toEpochMilli(), every);
        return now != before;
    }
}
