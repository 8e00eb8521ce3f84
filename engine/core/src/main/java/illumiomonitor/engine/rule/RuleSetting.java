package illumiomonitor.engine.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a rule from one instant to another.
 *
 * @param version of the text
 * @param mode an operator's, or {@link #AS_WRITTEN}
 * @param threshold an operator's, null for the header's default
 * @param from inclusive
 * @param to exclusive, null while they hold
 * @param overruled whether the text judges though it fails a case
 */
record RuleSetting(
        long id,
        String rule,
        String version,
        String mode,
        @Nullable Long threshold,
        Instant from,
        @Nullable Instant to,
        Overruling overruled) {

    /** The mode is the header's. */
    static final String AS_WRITTEN = "HEADER";

    boolean holdsAt(Instant tick) {
        return !from.isAfter(tick) && (to == null || to.isAfter(tick));
    }

    String modeInForce(Header header) {
        return mode.equals(AS_WRITTEN) ? header.mode() : mode;
    }

    RuleSetting withText(String other) {
        return new RuleSetting(id, rule, other, mode, threshold, from, to, overruled);
    }
}
