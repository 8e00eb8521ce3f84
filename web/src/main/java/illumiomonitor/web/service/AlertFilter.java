package illumiomonitor.web.service;

import illumiomonitor.spi.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts.
 *
 * @param state {@code OPEN}, {@code ACKNOWLEDGED} or {@code CLOSED}, null for any
 * @param severity this or more
 * @param subject a part of it
 * @param since last seen at or after
 * @param limit at most so many, newest first
 */
public record AlertFilter(
        @Nullable String state,
        @Nullable String pce,
        @Nullable String rule,
        @Nullable Severity severity,
        @Nullable String subject,
        @Nullable Instant since,
        int limit) {}
