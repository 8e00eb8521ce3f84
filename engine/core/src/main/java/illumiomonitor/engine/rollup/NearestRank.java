package illumiomonitor.engine.rollup;

import java.util.List;

/** Percentiles as detections define them: the value at the nearest rank, which was really seen. */
public final class NearestRank {

    private NearestRank() {}

    /**
     * A percentile of values.
     *
     * @param ascending not empty
     * @param percentile 0 to 100
     */
    public static <T> T of(List<T> ascending, double percentile) {
        int rank = (int) Math.ceil(percentile / 100 * ascending.size());
        return ascending.get(Math.max(1, Math.min(rank, ascending.size())) - 1);
    }
}
