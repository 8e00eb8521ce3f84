package illumiomonitor.engine.retention;

import illumiomonitor.engine.config.Config;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * What is older goes. Whole UTC days; today and yesterday are open and never go.
 *
 * @param flowDay first day of flows that is kept, in days since 1970
 * @param rollups first day of hourly sums and edges that is kept
 * @param events first day of events that is kept
 * @param alerts first day of closed alerts and their findings that is kept
 * @param runs first day of runs that is kept
 */
record Cutoffs(long flowDay, long rollups, long events, long alerts, long runs) {

    private static final long SECONDS_PER_DAY = 86_400;

    static Cutoffs at(Instant now, Config.Keep keep) {
        return new Cutoffs(
                day(now, keep.flows()),
                day(now, keep.rollups()),
                day(now, keep.events()),
                day(now, keep.alerts()),
                day(now, keep.runs()));
    }

    private static long day(Instant now, Duration kept) {
        long yesterday = day(now) - 1;
        return Math.min(day(now.minus(kept)), yesterday);
    }

    static long day(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY);
    }

    /** Pull rows outlive everything that is read together with them. */
    long pulls() {
        return Math.min(runs, Math.min(flowDay, events));
    }

    /**
     * Gaps outlive the sums and edges that they are missing from: without them an hour that nobody
     * saw is one without traffic.
     */
    long gaps() {
        return Math.min(runs, rollups);
    }

    static OffsetDateTime start(long day) {
        return Instant.ofEpochSecond(day * SECONDS_PER_DAY).atOffset(ZoneOffset.UTC);
    }
}
