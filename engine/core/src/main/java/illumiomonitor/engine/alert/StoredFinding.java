package illumiomonitor.engine.alert;

import illumiomonitor.engine.rule.Measure;
import illumiomonitor.spi.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of table finding.
 *
 * @param held why it told nobody, empty when it did
 * @param exceptionId of the exception that spared it, empty when none did
 */
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
        String exceptionId,
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
