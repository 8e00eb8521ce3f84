package illumiomonitor.engine.view;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a list shows it.
 *
 * @param mode {@code LIVE}, {@code SHADOW} or {@code OFF}
 * @param state {@code OK}, {@code LEARNING}, {@code BROKEN}, {@code FAILING}, {@code THROWING},
 *     {@code SLOW} or {@code GONE}
 * @param version that judges, the last known good when the newest text is broken
 * @param error what is wrong with the newest text, empty when nothing
 * @param line of the error, 0 when unknown
 * @param threshold an operator's, else the header's, empty when there is none
 * @param unit of the threshold, empty when the header names none
 * @param override by which it judges though it fails a case, null when there is none
 * @param lastFired newest tick of its newest alert
 */
public record RuleLine(
        String rule,
        String file,
        String mode,
        String state,
        String version,
        String error,
        int line,
        int col,
        Duration window,
        String severity,
        String title,
        String threshold,
        String unit,
        @Nullable RuleOverride override,
        @Nullable Instant lastFired) {

    public boolean isBroken() {
        return !error.isEmpty();
    }
}
