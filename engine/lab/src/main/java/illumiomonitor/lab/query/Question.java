package illumiomonitor.lab.query;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A traffic query that was found to be in order.
 *
 * @param name {@code query_name}
 * @param start inclusive
 * @param end inclusive
 * @param decisions as the PCE writes them
 * @param maxResults the most rows wanted
 * @param filter everything else
 */
public record Question(
        String name,
        Instant start,
        Instant end,
        Set<String> decisions,
        int maxResults,
        Predicate<FlowView> filter) {

    public Question {
        decisions = Set.copyOf(decisions);
    }

    /** Whatever there is. */
    static Question everything() {
        return new Question(
                "", Instant.MIN, Instant.MAX, Reading.DECISIONS, Integer.MAX_VALUE, row -> true);
    }

    public boolean fits(FlowView row) {
        return decisions.contains(row.decision())
                && !row.lastDetected().isBefore(start)
                && !row.lastDetected().isAfter(end)
                && filter.test(row);
    }
}
