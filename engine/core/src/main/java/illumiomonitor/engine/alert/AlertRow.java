package illumiomonitor.engine.alert;

import illumiomonitor.spi.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert as lists show it; the columns are those of {@code history.alerts}.
 *
 * @param openedAt first tick with a finding
 * @param lastSeenAt newest tick with a finding
 * @param closedAt when its quiet time was over, or the tick at which a person closed it; null while
 *     it is not closed
 * @param occurrences distinct ticks with a finding; 0 when later judging took every finding back
 * @param notifications how often people were told
 * @param held why it tells nobody, empty when it does
 * @param closedBy the person who closed it, empty when it went quiet or is not closed
 */
public record AlertRow(
        long id,
        String pce,
        String rule,
        String ruleVersion,
        String title,
        Severity severity,
        String subject,
        int episode,
        String summary,
        AlertState state,
        Instant openedAt,
        Instant lastSeenAt,
        @Nullable Instant closedAt,
        int occurrences,
        int notifications,
        String held,
        String closedBy) {}
