package illumiomonitor.web.service;

import illumiomonitor.spi.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert, as {@code history.alerts} has it.
 *
 * @param held why it tells nobody, or empty
 */
public record AlertRow(
        long id,
        String pce,
        String rule,
        String ruleVersion,
        Severity severity,
        String subject,
        int episode,
        String title,
        String summary,
        String state,
        Instant openedAt,
        Instant lastSeenAt,
        @Nullable Instant closedAt,
        int occurrences,
        String held) {}
