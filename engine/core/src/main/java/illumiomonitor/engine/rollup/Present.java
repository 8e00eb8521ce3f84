package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.rule.FlowWindows;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The hour up to a tick, and the past that it is compared with. Read once for a tick's windows. */
final class Present {

    /** What is compared is this long. */
    static final Duration HOUR = Duration.ofHours(1);

    private final Store store;
    private final FlowWindows windows;
    private final Map<Integer, SoftReference<AsOf>> newest = new HashMap<>();

    Present(Store store, FlowWindows windows) {
        this.store = store;
        this.windows = windows;
    }

    /**
     * A PCE as of a tick.
     *
     * @param now what was done in the hour up to the tick
     * @param past whole hours before that hour
     */
    record AsOf(Instant tick, HourSums now, Past past) {

        /** The hour of the week that most of the hour lies in. */
        int hourOfWeek() {
            return Hours.ofWeek(Hours.of(tick.minus(HOUR.dividedBy(2))));
        }
    }

    /** Costs the reading of an hour's flows and of 30 days' rollups, once a tick. */
    AsOf asOf(int pceId, String pce, Instant tick) throws InterruptedException {
        synchronized (newest) {
            SoftReference<AsOf> kept = newest.get(pceId);
            AsOf known = kept == null ? null : kept.get();
            if (known != null && known.tick().equals(tick)) {
                return known;
            }
        }
        HourSums now = HourSums.of(windows.between(pceId, pce, tick.minus(HOUR), tick));
        Past past =
                store.jdbi()
                        .withHandle(handle -> Past.read(handle, pceId, Hours.of(tick.minus(HOUR))));
        AsOf read = new AsOf(tick, now, past);
        synchronized (newest) {
            newest.put(pceId, new SoftReference<>(read));
        }
        return read;
    }

    /** A tick may be judged again after more has come. */
    void forget(int pceId) {
        synchronized (newest) {
            newest.remove(pceId);
        }
    }
}
