package illumiomonitor.rules;

import illumiomonitor.engine.rollup.NearestRank;
import illumiomonitor.spi.History;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which share of an application's days was stopped, as a case writes it and {@link
 * History#stoppedShare} ranks it.
 *
 * @param days 0 to 1, the newest day first; null for one on which nothing was allowed or stopped
 */
record CaseShares(List<@Nullable Double> days) {

    /** Where too few days are known. */
    static final double UNKNOWN = -1;

    private static final int FEWEST_DAYS = 3;

    double ranked(int back, double percentile) {
        List<Double> known = days.stream().limit(back).filter(Objects::nonNull).sorted().toList();
        if (known.size() < FEWEST_DAYS) {
            return UNKNOWN;
        }
        return NearestRank.of(known, percentile);
    }
}
