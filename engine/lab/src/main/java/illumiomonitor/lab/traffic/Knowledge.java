package illumiomonitor.lab.traffic;

import java.time.Instant;

/** As of when a query is answered. */
@FunctionalInterface
public interface Knowledge {

    /**
     * What the PCE knew at the end of the window: the past is shown as it was, so that replaying it
     * sees what a live run saw.
     */
    Knowledge OF_ITS_TIME = (now, end) -> end.isBefore(now) ? end : now;

    /** What the PCE knows now, as a real one answers. */
    Knowledge OF_NOW = (now, end) -> now;

    /** Windows that end before an instant are answered as of their end, later ones as of now. */
    static Knowledge liveFrom(Instant live) {
        return (now, end) -> end.isBefore(live) ? end : now;
    }

    /** The instant whose knowledge a query with this end is answered from. */
    Instant asOf(Instant now, Instant end);
}
