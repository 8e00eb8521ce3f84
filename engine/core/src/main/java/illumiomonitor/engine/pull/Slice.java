package illumiomonitor.engine.pull;

import illumiomonitor.spi.TimeWindow;
import java.time.Instant;

/**
 * A stretch of time that is asked alone, because its counters count nothing else.
 *
 * @param id in the store, 0 while it is not there
 * @param from inclusive
 * @param to exclusive
 * @param settled old enough not to be asked at every pull
 */
record Slice(long id, Instant from, Instant to, boolean settled) {

    /** What to ask for; nothing lies between the last millisecond and the next slice. */
    TimeWindow window(Instant tick) {
        Instant last = to.minusMillis(1);
        return new TimeWindow(from, last.isAfter(tick) ? tick : last);
    }

    boolean isFresh() {
        return id == 0;
    }
}
