package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

/**
 * The limit of a rule: its header's default, or what the operator set instead. Met at or above.
 *
 * @param rule name of the rule
 * @param value at least 1; the unit is the rule's {@code @unit}
 */
public record Threshold(String rule, long value) {

    public Threshold {
        requireNonNull(rule, "rule");
        if (value < 1) {
            throw new IllegalArgumentException(
                    "the threshold of " + rule + " must be at least 1, but was " + value);
        }
    }
}
