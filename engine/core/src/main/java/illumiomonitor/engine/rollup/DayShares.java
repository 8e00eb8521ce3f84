package illumiomonitor.engine.rollup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which share of each application's connections policy stopped on a UTC day that is over. A day is
 * read once, some seconds for a million edges, and kept until it is made or learned again: all
 * ticks of a day ask for the same week. Thread-safe.
 */
final class DayShares {

    /** Days that are kept, of all PCEs: two months of five. */
    private static final int MOST = 300;

    private record Key(int pceId, int day) {}

    private final Map<Key, Map<String, Double>> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Map<String, Double>> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * Shares by application, one map for each of the days, in no order.
     *
     * @param from first day since 1970
     * @param to day since 1970, exclusive
     * @param reading of the days that are not at hand, by day
     */
    synchronized List<Map<String, Double>> of(
            int pceId,
            int from,
            int to,
            Function<List<Integer>, Map<Integer, Map<String, Double>>> reading) {
        Map<Integer, Map<String, Double>> known = new HashMap<>();
        List<Integer> missing = new ArrayList<>();
        for (int day = from; day < to; day++) {
            Map<String, Double> shares = kept.get(new Key(pceId, day));
            if (shares == null) {
                missing.add(day);
            } else {
                known.put(day, shares);
            }
        }
        if (!missing.isEmpty()) {
            Map<Integer, Map<String, Double>> read = reading.apply(missing);
            for (int day : missing) {
                Map<String, Double> shares = read.getOrDefault(day, Map.of());
                kept.put(new Key(pceId, day), shares);
                known.put(day, shares);
            }
        }
        return List.copyOf(known.values());
    }

    /** A day was made or learned, and is committed. */
    synchronized void forget(int pceId, int day) {
        kept.remove(new Key(pceId, day));
    }
}
