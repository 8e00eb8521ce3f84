package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Hands out the numbers of rows, in order and never twice while the process lives. There is one per
 * store, because one process holds the store, and several PCEs share its tables. Thread-safe.
 */
final class Ids {

    /** A day's flow rows are numbered from the UTC day since 1970 times this. */
    static final long FLOWS = 1_000_000_000L;

    /** A pull's increments are numbered from its id times this. */
    static final long INCREMENTS = 10_000_000L;

    private static final Map<Store, Ids> OF_STORES = new WeakHashMap<>();

    private final Map<String, Long> last = new HashMap<>();

    static synchronized Ids of(Store store) {
        return OF_STORES.computeIfAbsent(store, s -> new Ids());
    }

    long pull(Jdbi jdbi) {
        return take(jdbi, "select max(pull_id) from pull", 0, 1);
    }

    /** The first of so many. */
    long events(Jdbi jdbi, int count) {
        return take(jdbi, "select max(event_id) from event", 0, count);
    }

    /** The first of so many. */
    int endpoints(Jdbi jdbi, int count) {
        return (int) take(jdbi, "select max(endpoint_id) from endpoint", 0, count);
    }

    /** The first of so many; 0 is the empty text. */
    int terms(Jdbi jdbi, int count) {
        return (int) take(jdbi, "select max(term_id) from term", 0, count);
    }

    /**
     * The first of so many flow rows of a day.
     *
     * @param day UTC days since 1970
     */
    long flows(Jdbi jdbi, long day, int count) {
        return take(
                jdbi,
                "select max(flow_id) from flow where flow_id > %d and flow_id < %d"
                        .formatted(day * FLOWS, (day + 1) * FLOWS),
                day * FLOWS,
                count);
    }

    private synchronized long take(Jdbi jdbi, String newest, long floor, int count) {
        Long before = last.get(newest);
        if (before == null) {
            before =
                    jdbi.withHandle(
                                    handle ->
                                            handle.createQuery(newest).mapTo(Long.class).findOne())
                            .orElse(floor);
        }
        last.put(newest, before + count);
        return before + 1;
    }
}
