package illumiomonitor.engine.rule;

import org.jspecify.annotations.Nullable;

/**
 * What held of a rule at some tick.
 *
 * @param version of its text
 * @param threshold met at or above; null where its text cannot be judged any more
 * @param off whether an operator had switched it off
 */
public record InForce(String version, @Nullable Long threshold, boolean off) {}
