package illumiomonitor.engine.alert;

import illumiomonitor.spi.Severity;
import java.time.Instant;

/** A row of table finding. */
public record StoredFinding(
        long findingId,
        String rule,
        String ruleVersion,
        String subject,
        Instant tick,
        Severity severity,
        String summary,
        boolean confirmed,
        boolean withdrawn,
        String held,
        String source,
        Instant happenedAt,
        Instant visibleAt,
        Instant pulledAt,
        Instant judgedAt) {}
