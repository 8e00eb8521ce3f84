package illumiomonitor.lab.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.estate.Label;
import illumiomonitor.lab.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * An audit event.
 *
 * @param at when; milliseconds, PCE time
 * @param after from then to the moment the PCE shows it
 * @param body as the PCE shows it
 */
public record LabEvent(Instant at, Duration after, ObjectNode body) {

    /** Any event, with nothing in it but what every event has. */
    public static LabEvent of(Instant when, String type) {
        Instant at = when.truncatedTo(ChronoUnit.MILLIS);
        ObjectNode body = Json.object();
        body.put("href", "").put("timestamp", Json.millis(at)).put("pce_fqdn", "pce.lab.test");
        body.putObject("created_by").putObject("system");
        body.put("event_type", type).putNull("status").put("severity", "info").putNull("action");
        body.putArray("resource_changes");
        body.putArray("notifications");
        return new LabEvent(at, Duration.ZERO, body);
    }

    /** A failed sign-in: the name stands in the notification alone. */
    public static LabEvent signInFailed(Instant at, String user, String srcIp) {
        LabEvent event = of(at, "user.sign_in").status("failure");
        event = event.action("/login/users/sign_in", "POST", 200, srcIp);
        ObjectNode info = Json.object();
        info.putObject("associated_user").put("supplied_username", user);
        return event.notification("user.login_failed", info);
    }

    public static LabEvent signedIn(Instant at, String user, String srcIp) {
        LabEvent event = of(at, "user.sign_in").status("success").byUser(user);
        ObjectNode info = Json.object();
        info.putObject("user").put("href", "/users/7").put("username", user);
        return event.action("/login/users/sign_in", "POST", 200, srcIp)
                .notification("user.login_session_created", info);
    }

    /** Wrong credentials of an API call. */
    public static LabEvent authenticationFailed(Instant at, String srcIp) {
        ObjectNode info =
                Json.object()
                        .put("api_endpoint", "/api/v2/orgs/1/labels")
                        .put("api_method", "GET")
                        .put("src_ip", srcIp);
        return of(at, "request.authentication_failed")
                .severity("err")
                .notification("request.authentication_failed", info);
    }

    /** The firewall of a host was changed by somebody else. */
    public static LabEvent tampering(Instant at, String hostname) {
        ObjectNode info =
                Json.object().put("tampering_revert_succeeded", true).put("num_reverts", 1);
        return of(at, "agent.tampering")
                .severity("err")
                .byAgent(hostname)
                .notification("workload.oob_policy_changes", info);
    }

    /** A workload whose VEN has not been heard of for an hour. */
    public static LabEvent offline(Instant at, String workloadHref, String name) {
        ObjectNode changes = Json.object();
        changes.putObject("online").put("before", true).put("after", false);
        return of(at, "system_task.agent_offline_check")
                .severity("warning")
                .status("success")
                .change(workloadHref, name, changes);
    }

    /** Somebody changed a workload. */
    public static LabEvent workloadUpdated(
            Instant at, String user, String srcIp, String workloadHref, String name) {
        ObjectNode changes = Json.object();
        changes.putObject("description").put("before", "").put("after", "patched");
        return of(at, "workload.update")
                .status("success")
                .byUser(user)
                .action("/api/v2" + workloadHref, "PUT", 204, srcIp)
                .change(workloadHref, name, changes);
    }

    /**
     * Somebody took the label of a key off several workloads, and gave them another.
     *
     * @param names by href of the workload
     */
    public static LabEvent relabelled(
            Instant at, String user, Map<String, String> names, Label before, Label after) {
        LabEvent event = of(at, "workloads.set_labels").status("success").byUser(user);
        names.forEach(
                (href, name) -> {
                    ObjectNode changes = Json.object();
                    ObjectNode labels = changes.putObject("labels");
                    labels.putArray("created").add(after.json());
                    labels.putArray("deleted").add(before.json());
                    event.change(href, name, changes);
                });
        return event;
    }

    /** A draft policy became the active one. */
    public static LabEvent provisioned(Instant at, String user, String srcIp, int workloads) {
        LabEvent event = of(at, "sec_policy.create").status("success").byUser(user);
        ObjectNode change = event.body.withArray("resource_changes").addObject();
        change.put("uuid", Json.uuid("change " + at));
        change.putObject("resource")
                .putObject("sec_policy")
                .put("href", "/orgs/1/sec_policy/" + at.getEpochSecond() / 3600)
                .put("commit_message", "weekly change")
                .put("workloads_affected", workloads);
        change.putObject("changes");
        change.put("change_type", "create");
        return event.action("/api/v2/orgs/1/sec_policy", "POST", 201, srcIp);
    }

    public LabEvent status(String word) {
        body.put("status", word);
        return this;
    }

    public LabEvent severity(String word) {
        body.put("severity", word);
        return this;
    }

    public LabEvent byUser(String name) {
        body.putObject("created_by")
                .putObject("user")
                .put("href", "/users/" + (7 + Math.floorMod(name.hashCode(), 90)))
                .put("username", name);
        return this;
    }

    public LabEvent byAgent(String hostname) {
        body.putObject("created_by")
                .putObject("agent")
                .put("href", "/orgs/1/agents/" + (1 + Math.floorMod(hostname.hashCode(), 900)))
                .put("hostname", hostname);
        return this;
    }

    /** As a VEN that gives no name but its path. */
    public LabEvent byVen(String href) {
        body.putObject("created_by").putObject("ven").put("href", href);
        return this;
    }

    public LabEvent action(String endpoint, String method, int status, String srcIp) {
        body.putObject("action")
                .put("uuid", Json.uuid("action " + at + endpoint + srcIp))
                .put("api_endpoint", endpoint)
                .put("api_method", method)
                .put("http_status_code", status)
                .put("src_ip", srcIp);
        return this;
    }

    public LabEvent notification(String type, ObjectNode info) {
        ObjectNode note = body.withArray("notifications").addObject();
        note.put("uuid", Json.uuid("notification " + at + type));
        note.put("notification_type", type);
        note.set("info", info);
        return this;
    }

    private LabEvent change(String workloadHref, String name, ObjectNode changes) {
        ObjectNode change = body.withArray("resource_changes").addObject();
        change.put("uuid", Json.uuid("change " + at + workloadHref));
        change.putObject("resource")
                .putObject("workload")
                .put("href", workloadHref)
                .put("name", name)
                .put("hostname", name + ".lab.test");
        change.set("changes", changes);
        change.put("change_type", "update");
        return this;
    }

    /** A href of its own choice, e.g. {@code /system_events/...}. */
    public LabEvent href(String href) {
        body.put("href", href);
        return this;
    }

    /** Changes the body in any other way. */
    public LabEvent with(Map<String, String> fields) {
        fields.forEach(body::put);
        return this;
    }

    /** How long after {@link #at} the PCE shows it. */
    public LabEvent visibleAfter(Duration delay) {
        return new LabEvent(at, delay, body);
    }

    Instant visibleAt() {
        return at.plus(after);
    }
}
