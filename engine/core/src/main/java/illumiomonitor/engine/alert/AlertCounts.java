package illumiomonitor.engine.alert;

import illumiomonitor.spi.Severity;
import java.util.Map;

/**
 * How many alerts there are.
 *
 * @param open by severity, every severity is there
 * @param acknowledged by severity, every severity is there
 * @param closed of all severities
 */
public record AlertCounts(Map<Severity, Long> open, Map<Severity, Long> acknowledged, long closed) {

    public AlertCounts {
        open = Map.copyOf(open);
        acknowledged = Map.copyOf(acknowledged);
    }

    public long allOpen() {
        return open.values().stream().mapToLong(Long::longValue).sum();
    }

    public long allAcknowledged() {
        return acknowledged.values().stream().mapToLong(Long::longValue).sum();
    }
}
