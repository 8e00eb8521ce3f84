package illumiomonitor.engine.rollup;

import illumiomonitor.db.RightOfWay;
import illumiomonitor.engine.rule.FactSource;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/** The hour up to a tick, and the past that it is compared with. Read once for a tick's windows. */
final class Present {

    /** What is compared is this long. */
    static final Duration HOUR = Duration.ofHours(1);

    private final LongSupplier version;
    private final Map<Integer, SoftReference<AsOf>> newest = new HashMap<>();

    /**
     * @param version another number whenever rollups were written
     */
    Present(LongSupplier version) {
        this.version = version;
    }

    /**
     * A PCE as of a tick.
     *
     * @param now what was done in the hour up to the tick
     * @param past whole hours before that hour
     * @param version of the rollups when they were read
     */
    record AsOf(Instant tick, HourSums now, Past past, long version) {

        /** The hour of the week that most of the hour lies in. */
        int hourOfWeek() {
            return Hours.ofWeek(Hours.of(tick.minus(HOUR.dividedBy(2))));
        }
    }

    /**
     * Costs the reading of an hour's flows once a tick, and of 30 days' rollups once an hour or
     * when they were written.
     */
    synchronized AsOf asOf(FactSource.Window window) throws InterruptedException {
        int pceId = window.pceId();
        Instant tick = window.tick().at();
        Handle handle = window.handle();
        SoftReference<AsOf> kept = newest.get(pceId);
        AsOf known = kept == null ? null : kept.get();
        long now = version.getAsLong();
        GapHours gaps = Past.gaps(handle, pceId, Hours.of(tick.minus(HOUR)));
        boolean fresh = known != null && known.version() == now && known.past().is(tick, gaps);
        // Flows may have come since it was asked last, so the hour itself is read anew.
        HourSums sums =
                HourSums.of(
                        window.windows().between(pceId, window.pce(), tick.minus(HOUR), tick),
                        RightOfWay.none());
        Past past =
                known != null && fresh
                        ? known.past()
                        : Past.read(handle, pceId, Hours.of(tick.minus(HOUR)), gaps);
        AsOf read = new AsOf(tick, sums, past, now);
        newest.put(pceId, new SoftReference<>(read));
        return read;
    }
}
