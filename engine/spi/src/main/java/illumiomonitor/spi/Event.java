package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A PCE audit event inside the rule's window.
 *
 * @param id event in the store, {@code history.events.event_id}
 * @param pce name of the PCE
 * @param href the PCE's own id; {@code href}
 * @param at when it happened; {@code timestamp}
 * @param type e.g. {@code agent.tampering}; {@code event_type}
 * @param status {@code success}, {@code failure} or empty; {@code status}
 * @param severity the PCE's word: {@code info}, {@code warning}, {@code err}, ...; {@code severity}
 * @param actorType {@code user}, {@code agent}, {@code system}, ... or empty; the key of {@code
 *     created_by}
 * @param actor user name, host name or name, or empty; {@code created_by}
 * @param srcIp caller's address as written, may be {@code FILTERED} or empty; {@code
 *     action.src_ip}, else from a notification
 * @param notificationTypes {@code notifications[].notification_type}
 * @param resource names of what was changed, comma-joined; {@code resource_changes[].resource}
 * @param workload host name of the agent or workload it is about, or empty
 * @param suppliedUser name that was tried at a failed sign-in, or empty; {@code
 *     info.associated_user.supplied_username}
 * @param pulledAt when it was pulled, PCE time
 */
public record Event(
        long id,
        String pce,
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
        Instant pulledAt) {

    public Event {
        requireNonNull(href, "href");
        requireNonNull(at, "at");
        requireNonNull(type, "type");
        notificationTypes = List.copyOf(notificationTypes);
    }

    /** Whether one of the notifications is of this type. */
    public boolean notifies(String notificationType) {
        return notificationTypes.contains(notificationType);
    }

    /**
     * Who it is about, for a subject: the supplied user, else the workload, else the actor, else
     * the address, else the type.
     */
    public String who() {
        for (String candidate : List.of(suppliedUser, workload, actor, srcIp)) {
            if (!candidate.isEmpty()) {
                return candidate;
            }
        }
        return type;
    }

    /**
     * Where it came from, for a subject: the caller's address; {@link #who} where that is hidden.
     */
    public String caller() {
        return srcIp.isEmpty() || srcIp.equals("FILTERED") ? who() : srcIp;
    }
}
