package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A subject that a rule told of in the last seven days, quiet since or not, as known from the
 * findings of ticks before this one. What told nobody, in shadow, while learning or for an
 * exception, is left out. There is one per rule and subject.
 *
 * <p>Source: the findings and alerts in the store.
 *
 * @param pce name of the PCE
 * @param rule the rule that found it
 * @param subject whom it found, as the rule says it
 * @param entity whom it is about, alike for all rules: the name of the workload that alone bears
 *     the subject's address, name or host name in the PCE's list; else the address, or the subject
 *     as it is. Of {@code a > b} it is {@code a}, of {@code a:22} the address
 * @param severity of the newest finding
 * @param firstTick first tick with a finding in those seven days
 * @param lastTick newest tick with a finding, before this one
 */
public record RecentAlert(
        String pce,
        String rule,
        String subject,
        String entity,
        Severity severity,
        Instant firstTick,
        Instant lastTick) {

    public RecentAlert {
        requireNonNull(pce, "pce");
        requireNonNull(rule, "rule");
        requireNonNull(subject, "subject");
        requireNonNull(entity, "entity");
        requireNonNull(severity, "severity");
        requireNonNull(firstTick, "firstTick");
        requireNonNull(lastTick, "lastTick");
    }
}
