package illumiomonitor.engine.rule;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One thing a finding rests on.
 *
 * @param kind {@code FLOW}, {@code EVENT}, {@code NUMBER} or {@code NOTE}
 * @param flowId the flow, null for other kinds
 * @param eventId the event, null for other kinds
 * @param name what it is
 * @param value in words
 */
public record Proof(
        String kind, @Nullable Long flowId, @Nullable Long eventId, String name, String value) {

    public Proof {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }
}
