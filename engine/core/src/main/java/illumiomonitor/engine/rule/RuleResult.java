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
 * @param held why it tells nobody: {@code off}, {@code shadow}, {@code learning}; empty when it
 *     tells people
 */
public record RuleResult(
        RuleInfo rule,
        long rowsIn,
        long matched,
        Duration took,
        @Nullable String error,
        long threshold,
        List<Found> findings,
        String held) {

    public RuleResult {
        requireNonNull(rule, "rule");
        requireNonNull(took, "took");
        requireNonNull(held, "held");
        findings = List.copyOf(findings);
    }

    /** Whether it has not enough history yet, so that it tells nobody. */
    public boolean learning() {
        return held.equals(Learning.HELD);
    }
}
