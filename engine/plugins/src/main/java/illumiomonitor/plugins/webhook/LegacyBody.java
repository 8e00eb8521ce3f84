package illumiomonitor.plugins.webhook;

import illumiomonitor.spi.Alert;
import illumiomonitor.spi.Message;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the predecessor sent: lists by topic. Rules of the topics {@code health} and {@code event}
 * fill the lists of that name, all others {@code traffic_alerts}; {@code metric_alerts} is there
 * for receivers that look for it.
 */
final class LegacyBody implements Body {

    private static final int EVENTS = 5;
    private static final int FLOWS = 10;

    private final Clock clock;

    LegacyBody(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Map<String, Object> of(Message message) {
        List<Object> health = new ArrayList<>();
        List<Object> events = new ArrayList<>();
        List<Object> traffic = new ArrayList<>();
        for (Alert alert : message.alerts()) {
            if (alert.rule().startsWith("health/")) {
                health.add(health(alert));
            } else if (alert.rule().startsWith("event/")) {
                events.add(event(alert));
            } else {
                traffic.add(traffic(alert));
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("subject", message.title());
        body.put("health_alerts", health);
        body.put("event_alerts", events);
        body.put("traffic_alerts", traffic);
        body.put("metric_alerts", List.of());
        body.put("timestamp", written(clock.instant()));
        return body;
    }

    private static Map<String, Object> health(Alert alert) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("time", written(alert.lastSeenAt()));
        entry.put("status", alert.title());
        entry.put("details", alert.summary());
        return entry;
    }

    private static Map<String, Object> event(Alert alert) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("time", written(alert.lastSeenAt()));
        entry.put("rule", alert.title());
        entry.put("desc", alert.summary());
        entry.put("severity", alert.severity().name());
        entry.put("count", alert.occurrences());
        entry.put("source", alert.subject());
        entry.put("raw_data", StandardBody.evidence(alert, EVENTS));
        return entry;
    }

    private static Map<String, Object> traffic(Alert alert) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("rule", alert.title());
        entry.put("count", alert.occurrences());
        entry.put("criteria", alert.rule());
        entry.put("details", alert.summary());
        entry.put("raw_data", StandardBody.evidence(alert, FLOWS));
        return entry;
    }

    private static String written(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
