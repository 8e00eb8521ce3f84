package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A finding remembered, as a channel tells it.
 *
 * @param id of the alert in the store, {@code history.alerts.id}
 * @param pce name of the PCE
 * @param rule name of the rule
 * @param ruleVersion hash of the text that fired
 * @param title the rule's title
 * @param severity now
 * @param subject whom it is about
 * @param summary newest sentence of the rule
 * @param state {@code OPEN}, {@code ACKNOWLEDGED} or {@code CLOSED}
 * @param openedAt first tick with a finding
 * @param lastSeenAt newest tick with a finding
 * @param occurrences distinct ticks with a finding
 * @param evidence what was counted, newest tick
 */
public record Alert(
        long id,
        String pce,
        String rule,
        String ruleVersion,
        String title,
        Severity severity,
        String subject,
        String summary,
        String state,
        Instant openedAt,
        Instant lastSeenAt,
        int occurrences,
        List<Evidence> evidence) {

    /**
     * One thing an alert rests on.
     *
     * @param kind {@code FLOW}, {@code EVENT}, {@code NUMBER} or {@code NOTE}
     * @param name what it is
     * @param value in words
     */
    public record Evidence(String kind, String name, String value) {}

    public Alert {
        requireNonNull(pce, "pce");
        requireNonNull(rule, "rule");
        requireNonNull(severity, "severity");
        requireNonNull(subject, "subject");
        evidence = List.copyOf(evidence);
    }
}
