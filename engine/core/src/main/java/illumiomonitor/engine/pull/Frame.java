package illumiomonitor.engine.pull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a traffic pull stands in time.
 *
 * @param tick as of which it is made
 * @param previousEnd end of the newest pull by now that was whole, null before the first
 * @param coverage since when everything counts
 * @param oldest start of the oldest day that is still kept
 * @param every how long before this tick the last one was
 * @param mode what counters count
 * @param version of the PCE as this began, empty while unknown; a proof holds for no other one
 */
record Frame(
        Instant tick,
        @Nullable Instant previousEnd,
        Instant coverage,
        Instant oldest,
        Duration every,
        Mode mode,
        String version) {

    /** The newest instant up to which everything was pulled; coverage's start before that. */
    Instant covered() {
        return previousEnd == null ? coverage : previousEnd;
    }

    /** The first instant that may be asked for. */
    Instant floor() {
        return coverage.isAfter(oldest) ? coverage : oldest;
    }

    /** Whether an instant lies between the previous whole pull's end, exclusive, and the tick. */
    boolean brings(Instant instant) {
        return instant.isAfter(covered()) && !instant.isAfter(tick);
    }
}
