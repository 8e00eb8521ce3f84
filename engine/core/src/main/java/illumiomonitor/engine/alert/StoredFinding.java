package illumiomonitor.engine.alert;

import illumiomonitor.engine.rule.Measure;
import illumiomonitor.spi.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
        Instant judgedAt,
        @Nullable Double measured,
        @Nullable Double z) {

    Measure measure() {
        return new Measure(measured, z);
    }
}
