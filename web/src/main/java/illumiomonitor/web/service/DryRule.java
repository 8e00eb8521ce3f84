package illumiomonitor.web.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have done at a dry run.
 *
 * @param subject whom it found, empty when nobody
 * @param rowsIn facts of its window
 * @param rowsMatched facts that its pattern took
 * @param value what was compared with the threshold, null when the rule does not say
 * @param held what keeps it silent (shadow, learning, exception, cooldown, refractory,
 *     acknowledged, closed by hand, an error), or empty
 * @param heldUntil when that is over, null when it is not known
 */
public record DryRule(
        String pce,
        Instant tick,
        String rule,
        String subject,
        long rowsIn,
        long rowsMatched,
        @Nullable Double value,
        long threshold,
        String unit,
        boolean wouldFire,
        String held,
        @Nullable Instant heldUntil,
        String summary) {}
