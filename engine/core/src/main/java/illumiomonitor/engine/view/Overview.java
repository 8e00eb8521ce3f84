package illumiomonitor.engine.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of the whole installation.
 *
 * @param openBySeverity worst first; together at most {@link AlertViews#COUNT_LIMIT}
 * @param rulesByState number of rules per state, modes aside
 * @param lastRuns newest first
 */
public record Overview(
        Map<String, Integer> openBySeverity,
        List<AlertLine> newest,
        List<Source> sources,
        List<Gap> openGaps,
        List<RunLine> lastRuns,
        Map<String, Integer> rulesByState,
        int undelivered) {

    /**
     * A PCE and how its pulls did.
     *
     * @param counters {@code UNPROVEN}, {@code BUCKET} or {@code CLIPPED}
     * @param clockOffsetMs PCE time minus host time, milliseconds
     */
    public record Source(
            String name,
            String version,
            String counters,
            long clockOffsetMs,
            List<LastPull> pulls) {

        /** The newest end of a good traffic pull, null when there was none. */
        public @Nullable Instant trafficUpTo() {
            return pulls.stream()
                    .filter(pull -> pull.kind().equals("TRAFFIC"))
                    .map(LastPull::goodUpTo)
                    .findFirst()
                    .orElse(null);
        }

        /** Whether the last pull of every kind ended well. */
        public boolean isWell() {
            return pulls.stream()
                    .noneMatch(p -> p.outcome().equals("FAILED") || p.outcome().equals("PARTIAL"));
        }

        public boolean isDown() {
            return pulls.stream()
                    .anyMatch(p -> p.outcome().equals("FAILED") && p.kind().equals("TRAFFIC"));
        }
    }

    /**
     * The newest pull of one kind.
     *
     * @param kind {@code TRAFFIC}, {@code EVENTS} or {@code HEALTH}
     * @param at when it was answered, or asked when it was not
     * @param goodUpTo end of the newest good pull of the kind, null when there was none
     */
    public record LastPull(
            String kind,
            String outcome,
            String reason,
            Instant at,
            long rowCount,
            @Nullable Instant goodUpTo) {}

    /** A stretch for which data is missing. */
    public record Gap(long id, String pce, String kind, Instant from, Instant to, String reason) {}

    public int open() {
        return openBySeverity.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Rules that do not judge as written. */
    public int brokenRules() {
        return rulesByState.getOrDefault("BROKEN", 0)
                + rulesByState.getOrDefault("FAILING", 0)
                + rulesByState.getOrDefault("THROWING", 0)
                + rulesByState.getOrDefault("SLOW", 0);
    }

    public int rules() {
        return rulesByState.values().stream().mapToInt(Integer::intValue).sum();
    }
}
