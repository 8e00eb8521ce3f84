package illumiomonitor.rules;

import illumiomonitor.spi.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event as a case writes it; what it does not say is empty. */
record CaseEvent(
        @Nullable String pce,
        @Nullable String type,
        @Nullable String status,
        @Nullable String severity,
        @Nullable String actorType,
        @Nullable String actor,
        @Nullable String srcIp,
        @Nullable List<String> notificationTypes,
        @Nullable String resource,
        @Nullable String workload,
        @Nullable List<String> workloadHrefs,
        @Nullable String suppliedUser,
        @Nullable String at) {

    Event fact(long id, Instant tick) {
        return new Event(
                id,
                pce == null ? "hq" : pce,
                "/orgs/1/events/" + id,
                CaseTimes.at(at, tick),
                or(type),
                or(status),
                severity == null ? "info" : severity,
                or(actorType),
                or(actor),
                or(srcIp),
                notificationTypes == null ? List.of() : notificationTypes,
                or(resource),
                or(workload),
                workloadHrefs == null ? List.of() : workloadHrefs,
                or(suppliedUser),
                tick);
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
