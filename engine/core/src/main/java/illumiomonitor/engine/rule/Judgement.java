package illumiomonitor.engine.rule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What all rules said about one PCE at one tick.
 *
 * @param settled judged once the tick's data counted as complete
 * @param results one per rule that was judged; a rule that is not due at the tick is not among them
 */
public record Judgement(
        int pceId, String pce, Instant tick, boolean settled, List<RuleResult> results) {

    public Judgement {
        requireNonNull(pce, "pce");
        requireNonNull(tick, "tick");
        results = List.copyOf(results);
    }
}
