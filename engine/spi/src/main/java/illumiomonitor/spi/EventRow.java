package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * One audit event as the source wrote it. Absent texts are empty. The fields are those of {@link
 * Event}.
 *
 * @param body the whole event, JSON
 */
public record EventRow(
        String href,
        Instant at,
        String type,
        String status,
        String severity,
        String actorType,
        String actor,
        String srcIp,
        List<String> notificationTypes,
        String resource,
        String workload,
        String suppliedUser,
        String body) {

    public EventRow {
        requireNonNull(href, "href");
        requireNonNull(at, "at");
        requireNonNull(type, "type");
        notificationTypes = List.copyOf(notificationTypes);
    }
}
