package illumiomonitor.engine.view;

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
public record AlertLine(
        long id,
        String pce,
        String rule,
        String ruleVersion,
        String title,
        String severity,
        String subject,
        int episode,
        String summary,
        String state,
        Instant openedAt,
        Instant lastSeenAt,
        @Nullable Instant closedAt,
        int occurrences,
        int notifications,
        String held,
        String closedBy) {

    /** What a question for it selects, and from what; a condition follows. */
    static final String SELECT =
            """
            select a.alert_id as id, c.name as pce, a.rule, a.rule_version, a.title, a.severity, a.subject, a.episode,
                   a.summary, a.state, a.first_tick as opened_at, a.last_tick as last_seen_at,
                   a.closed_tick as closed_at, a.occurrences, a.notifications, a.held, a.closed_by
              from alert a
              join pce c on c.pce_id = a.pce_id
            """;

    /** Nobody has taken it yet. */
    public boolean isOpen() {
        return state.equals("OPEN");
    }

    public boolean isClosed() {
        return state.equals("CLOSED");
    }
}
