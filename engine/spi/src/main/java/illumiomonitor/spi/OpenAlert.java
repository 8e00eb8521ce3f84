package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A subject that a rule has been finding, as known from the findings of ticks before this one.
 *
 * <p>Source: stored findings of earlier ticks.
 *
 * @param pce name of the PCE
 * @param rule the rule that found it
 * @param subject whom it found
 * @param severity of the newest finding
 * @param firstTick first tick of the run of findings, at most 24 h back, or as long as the longest
 *     quiet of all rules where that is longer; a run that lasts longer began before it
 * @param lastTick newest tick with a finding, before this one
 */
public record OpenAlert(
        String pce,
        String rule,
        String subject,
        Severity severity,
        Instant firstTick,
        Instant lastTick) {

    public OpenAlert {
        requireNonNull(pce, "pce");
        requireNonNull(rule, "rule");
        requireNonNull(subject, "subject");
        requireNonNull(severity, "severity");
        requireNonNull(firstTick, "firstTick");
        requireNonNull(lastTick, "lastTick");
    }
}
