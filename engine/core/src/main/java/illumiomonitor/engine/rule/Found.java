package illumiomonitor.engine.rule;

import static java.util.Objects.requireNonNull;

import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found about a subject.
 *
 * @param proofs what it rests on
 * @param happenedAt time of the newest matched fact
 * @param pulledAt when the newest matched fact was pulled
 * @param held why it may tell nobody ({@code shadow}, {@code learning}), empty when it may
 * @param endpoints sources and destinations of the matched facts
 * @param measure how much of it there is
 */
public record Found(
        String rule,
        String ruleVersion,
        String subject,
        String summary,
        Severity severity,
        List<Proof> proofs,
        Instant happenedAt,
        Instant pulledAt,
        String held,
        List<Endpoint> endpoints,
        Measure measure) {

    public Found {
        requireNonNull(rule, "rule");
        requireNonNull(ruleVersion, "ruleVersion");
        requireNonNull(subject, "subject");
        requireNonNull(summary, "summary");
        requireNonNull(severity, "severity");
        requireNonNull(happenedAt, "happenedAt");
        requireNonNull(pulledAt, "pulledAt");
        requireNonNull(held, "held");
        requireNonNull(measure, "measure");
        proofs = List.copyOf(proofs);
        endpoints = List.copyOf(endpoints);
    }

    /**
     * What the rule compared with its threshold, in the threshold's unit; null when its text does
     * not say.
     */
    public @Nullable Double value() {
        return measure.value();
    }
}
