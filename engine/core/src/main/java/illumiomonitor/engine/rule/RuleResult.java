package illumiomonitor.engine.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one rule said at a tick.
 *
 * @param rowsIn facts it could see
 * @param matched facts that met its conditions
 * @param took its share of the judging time
 * @param error why it gave no answer, null when it did; then the findings say nothing
 * @param threshold that was in force
 * @param learning whether it has not enough history yet, so that it tells nobody
 */
public record RuleResult(
        RuleInfo rule,
        long rowsIn,
        long matched,
        Duration took,
        @Nullable String error,
        long threshold,
        List<Found> findings,
        boolean learning) {

    public RuleResult {
        requireNonNull(rule, "rule");
        requireNonNull(took, "took");
        findings = List.copyOf(findings);
    }
}
