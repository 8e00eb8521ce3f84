package illumiomonitor.lab.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.http.Habits;
import illumiomonitor.lab.http.Reply;
import illumiomonitor.lab.http.Router;
import illumiomonitor.lab.json.Json;
import java.time.Clock;

/** How the pretend PCE says it is; HTTP 200 whatever it says. Thread-safe. */
public final class Health {

    private final Habits habits;
    private final Clock clock;
    private volatile String status = "normal";
    private volatile String token = "";
    private volatile String message = "";
    private volatile boolean tellsHealth = true;
    private volatile boolean nodeAvailable = true;
    private volatile boolean supercluster;

    public Health(Habits habits, Clock clock) {
        this.habits = habits;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.on("GET", "/health", (request, id) -> health());
        router.on("GET", "/node_available", (request, id) -> Reply.of(nodeAvailable ? 200 : 404));
        router.on("GET", "/product_version", (request, id) -> Reply.json(200, version()));
        router.on("GET", "/noop", (request, id) -> Reply.of(204));
        router.on(
                "GET", "/supercluster/leader", (request, id) -> Reply.of(supercluster ? 202 : 404));
    }

    public Health normal() {
        return is("normal", "", "");
    }

    /** A node is short of something. */
    public Health warning(String why) {
        return is("warning", "node_memory", why);
    }

    /** A required service is missing. */
    public Health critical(String why) {
        return is("critical", "service_missing", why);
    }

    /**
     * Any other word.
     *
     * @param word {@code error} is used instead of {@code critical} by some
     */
    public Health is(String word, String reason, String why) {
        status = word;
        token = reason;
        message = why;
        return this;
    }

    /** Whether there is a {@code /health} at all; a SaaS tenant has none. */
    public Health tells(boolean does) {
        tellsHealth = does;
        return this;
    }

    public Health nodeAvailable(boolean is) {
        nodeAvailable = is;
        return this;
    }

    /** Whether a second PCE stands beside this one. */
    public Health supercluster(boolean is) {
        supercluster = is;
        return this;
    }

    private Reply health() {
        if (!tellsHealth) {
            return Reply.error(404, "not_found_error", "No such path: /health");
        }
        ArrayNode all = Json.array();
        all.add(pce("pce.lab.test", supercluster ? "leader" : "standalone", status));
        if (supercluster) {
            all.add(pce("pce2.lab.test", "member", "normal"));
        }
        return Reply.json(200, all);
    }

    private ObjectNode pce(String fqdn, String type, String is) {
        String now = Json.seconds(clock.instant()).replace("Z", "+00:00");
        ObjectNode pce = Json.object().put("status", is).put("type", type).put("fqdn", fqdn);
        pce.put("available_seconds", 84_133);
        ArrayNode notifications = pce.putArray("notifications");
        if (!is.equals("normal")) {
            notifications.addObject().put("status", is).put("token", token).put("message", message);
        }
        pce.putNull("listen_only_mode_enabled_at");
        pce.putArray("nodes").add(node(fqdn, is, now));
        pce.putObject("network").putArray("replication");
        return pce.put("generated_at", now);
    }

    private static ObjectNode node(String fqdn, String is, String now) {
        ObjectNode node = Json.object().put("hostname", "core0." + fqdn);
        node.put("ip_address", "192.0.2.10").put("type", "core").put("runlevel", 5);
        node.put("uptime_seconds", 2_051_301);
        node.putObject("cpu").put("status", "normal").put("percent", 7);
        node.putObject("memory").put("status", "normal").put("percent", 41);
        node.putArray("disk")
                .addObject()
                .put("location", "disk")
                .putObject("value")
                .put("status", "normal")
                .put("percent", 17);
        ObjectNode services = node.putObject("services").put("status", is);
        ObjectNode lists = services.putObject("services");
        lists.putArray("running").add("agent_service").add("web_server");
        ArrayNode missing = lists.putArray("not_running");
        (is.equals("critical") ? missing : lists.withArray("running")).add("collector_service");
        lists.putArray("partial");
        lists.putArray("optional");
        return node.put("generated_at", now);
    }

    private ObjectNode version() {
        String number = habits.version();
        return Json.object()
                .put("version", number)
                .put("build", 1234)
                .put("long_display", number + "-1234")
                .put("short_display", number)
                .put("engineering_info", "");
    }
}
