package illumiomonitor.engine.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be judged again.
 *
 * @param rule name, null for all that are not switched off
 * @param version of that rule's text, null for the one that judges now
 * @param before version to compare with, null for the one that judged before
 * @param from first tick
 * @param to last tick, inclusive
 */
public record ReplayPlan(
        @Nullable String rule,
        @Nullable String version,
        @Nullable String before,
        Instant from,
        Instant to) {}
