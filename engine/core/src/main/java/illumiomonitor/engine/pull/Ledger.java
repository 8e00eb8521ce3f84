package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one PCE's rows amounted to at the last committed pull: a cache of the store, by UTC day,
 * that can be forgotten at any time. Not thread-safe.
 */
final class Ledger {

    private final Store store;
    private final int pceId;
    private final Map<Long, DayLedger> days = new HashMap<>();
    private @Nullable Dictionary dictionary;
    private Mode mode = Mode.UNPROVEN;
    private int pull;

    Ledger(Store store, int pceId) {
        this.store = store;
        this.pceId = pceId;
    }

    /** What counters count from now on. Slices that become whole days are read anew, added up. */
    void counting(Mode now) {
        if (mode == Mode.CLIPPED && now != Mode.CLIPPED) {
            days.clear();
        }
        mode = now;
    }

    Dictionary dictionary() {
        if (dictionary == null) {
            dictionary = Dictionary.read(store, pceId);
        }
        return dictionary;
    }

    /** A UTC day, read from the store when it is not at hand. */
    DayLedger day(long day) throws InterruptedException {
        DayLedger known = days.get(day);
        if (known == null) {
            known = new LedgerReader(store, pceId, dictionary()).read(day, mode);
            days.put(day, known);
        }
        return known;
    }

    /** A number by which an answer marks the rows that it has. */
    int nextMark() {
        return ++pull;
    }

    /** After a failure: what is at hand may not be what the store has. */
    void forget() {
        days.clear();
        dictionary = null;
    }

    /** Lets go of days that ended long before this instant, unless they are in use. */
    void evict(long now, Set<Long> used) {
        days.keySet()
                .removeIf(
                        day -> !used.contains(day) && (day + 1) * Times.DAY + 7 * Times.HOUR < now);
    }
}
