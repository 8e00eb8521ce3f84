package illumiomonitor.engine.alert;

import illumiomonitor.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of table alert: one episode of a rule's findings about a subject. */
public record Episode(
        long alertId,
        int pceId,
        String rule,
        String ruleVersion,
        String title,
        Severity severity,
        String subject,
        int episode,
        String summary,
        AlertState state,
        Instant firstTick,
        Instant lastTick,
        @Nullable Instant closedTick,
        int occurrences,
        int notifications,
        @Nullable Instant notifiedTick,
        String notifiedSeverity,
        long cooldownS,
        long quietS,
        String held,
        String source,
        Instant happenedAt,
        Instant visibleAt,
        Instant pulledAt,
        Instant judgedAt,
        boolean acknowledged,
        String closedBy,
        long refractoryS) {

    Duration quiet() {
        return Duration.ofSeconds(quietS);
    }

    boolean closedByHand() {
        return !closedBy.isEmpty();
    }

    /** Whether a tick lies between its first and its last. */
    boolean spans(Instant tick) {
        return !tick.isBefore(firstTick) && !tick.isAfter(lastTick);
    }

    /** Whether people know of it, so that it must not vanish. */
    boolean known() {
        return notifications > 0 || acknowledged || closedByHand();
    }

    boolean toldLess(Severity than) {
        return !notifiedSeverity.isEmpty()
                && than.compareTo(Severity.valueOf(notifiedSeverity)) > 0;
    }
}
