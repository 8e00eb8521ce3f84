package illumiomonitor.engine.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule that was seen learning.
 *
 * @param liveTick first tick at which it was live, null while it learns
 */
public record LearningRow(String rule, @Nullable Instant liveTick) {}
