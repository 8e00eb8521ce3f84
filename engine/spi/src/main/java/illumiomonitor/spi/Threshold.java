package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

/**
 * The limit of a rule: its header's default, or what the operator set instead. Met at or above.
 *
 * <p>Source: the rule's header, or what an operator set.
 *
 * @param rule name of the rule
 * @param value [the rule's @unit] at least 1
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
