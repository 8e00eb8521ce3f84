package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A PCE audit event inside the rule's window.
 *
 * <p>Source: an entry of the PCE's events.
 *
 * @param id [id] event in the store; {@code history.events.event_id}
 * @param pce name of the PCE; from the configuration
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
 * @param notificationTypes types of its notifications; {@code notifications[].notification_type}
 * @param resource names of what was changed, comma-joined; {@code resource_changes[].resource}
 * @param workload host names of the agents or workloads it is about, comma-joined, or empty
 * @param workloadHrefs workloads that it is about, as {@link Endpoint#href} has them: those that
 *     the event names, and those of its agents, VENs and host names in reference data; empty where
 *     none is known
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
        List<String> workloadHrefs,
        String suppliedUser,
        Instant pulledAt) {

    private static final String POLICY = "sec_policy/";

    /** Words that verbs of changes are made of. */
    private static final Set<String> WRITES =
            Set.of(
                    "activate",
                    "add",
                    "apply",
                    "assign",
                    "create",
                    "deactivate",
                    "delete",
                    "deploy",
                    "disable",
                    "enable",
                    "generate",
                    "invite",
                    "pair",
                    "provision",
                    "reinvite",
                    "remove",
                    "reset",
                    "restore",
                    "set",
                    "suspend",
                    "undelete",
                    "unpair",
                    "unsuspend",
                    "update",
                    "upgrade");

    public Event {
        requireNonNull(href, "href");
        requireNonNull(at, "at");
        requireNonNull(type, "type");
        notificationTypes = List.copyOf(notificationTypes);
        workloadHrefs = List.copyOf(workloadHrefs);
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

    /** Each host that it is about, by name; {@link #who} alone where it names none. */
    public List<String> hosts() {
        return workload.isEmpty() ? List.of(who()) : List.of(workload.split(", "));
    }

    /**
     * Where it came from, for a subject: the caller's address; {@link #who} where that is hidden.
     */
    public String caller() {
        return srcIp.isEmpty() || srcIp.equals("FILTERED") ? who() : srcIp;
    }

    /**
     * Whether it is about the workload of this endpoint, whatever each calls it: by href where both
     * know one, else by name.
     */
    public boolean isAbout(Endpoint endpoint) {
        return workloadHrefs.isEmpty() || endpoint.href().isEmpty()
                ? isCalled(endpoint.name())
                : workloadHrefs.contains(endpoint.href());
    }

    /** Whether it is about this workload: by href where one is known, else by name. */
    public boolean isAbout(Workload of) {
        return workloadHrefs.isEmpty()
                ? isCalled(of.name()) || isCalled(of.hostname())
                : workloadHrefs.contains(of.href());
    }

    private boolean isCalled(String name) {
        String own = !workload.isEmpty() || actorType.equals("user") ? workload : actor;
        return !name.isEmpty()
                && List.of(own.split(", ")).stream().anyMatch(one -> one.equalsIgnoreCase(name));
    }

    /**
     * Whether somebody changed something that the PCE keeps or does: made, changed, removed,
     * unpaired, provisioned, restored, one by one or in bulk. Signing in, asking, and what agents
     * and the PCE report of themselves change nothing.
     */
    public boolean isWrite() {
        return isWrite(type);
    }

    /** The same of an event type, such as {@code workloads.bulk_update}. */
    public static boolean isWrite(String type) {
        String verb = type.substring(type.lastIndexOf('.') + 1);
        boolean none =
                type.startsWith("system_task.")
                        || type.startsWith("request.")
                        || verb.equals("create_session");
        return !none && WRITES.stream().anyMatch(word -> verb.equals(word) || isPart(verb, word));
    }

    /** {@code bulk_update}, {@code update_password}, {@code remote_bulk_create}. */
    private static boolean isPart(String verb, String word) {
        return verb.startsWith(word + "_") || verb.endsWith("_" + word);
    }

    /**
     * Version of policy that a provision made, the number in {@code /orgs/1/sec_policy/42}; empty
     * where the event names none.
     */
    public String policyVersion() {
        int at = resource.indexOf(POLICY);
        if (at < 0) {
            return "";
        }
        int from = at + POLICY.length();
        int to = from;
        while (to < resource.length() && Character.isDigit(resource.charAt(to))) {
            to++;
        }
        return resource.substring(from, to);
    }

    /**
     * Who provisioned, with the version of policy that it made, such as {@code ada (42)}; the name
     * alone where no version is known.
     */
    public String provisioner() {
        String version = policyVersion();
        return version.isEmpty() ? actor : actor + " (" + version + ")";
    }
}
