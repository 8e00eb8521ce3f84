package illumiomonitor.web.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the finding that opened an alert went from step to step.
 *
 * @param visibleAt when the PCE could show it
 * @param sentAt when the first channel took it
 */
public record AlertTimes(
        @Nullable Instant happenedAt,
        @Nullable Instant visibleAt,
        @Nullable Instant pulledAt,
        @Nullable Instant judgedAt,
        @Nullable Instant sentAt) {}
