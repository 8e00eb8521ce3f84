package illumiomonitor.engine.view;

import java.time.Instant;

/**
 * An alert as a list shows it.
 *
 * @param openedAt first tick with a finding
 * @param lastSeenAt newest tick with a finding
 * @param occurrences distinct ticks with a finding
 * @param held why it tells nobody, empty when it does
 */
public record AlertLine(
        long id,
        String pce,
        String rule,
        String title,
        String severity,
        String subject,
        String summary,
        String state,
        Instant openedAt,
        Instant lastSeenAt,
        int occurrences,
        String held) {

    /** Nobody has taken it yet. */
    public boolean isOpen() {
        return state.equals("OPEN");
    }

    public boolean isClosed() {
        return state.equals("CLOSED");
    }
}
