package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the audit events that only say that this program opened or closed a session of its API, or
 * removed a job of its own. Only successes of no weight count as noise: whatever failed, warns, or
 * comes from anybody else is kept, and so is every sign-in at the console. Thread-safe.
 */
final class OwnNoise {

    private static final Set<String> SESSION_TYPES =
            Set.of(
                    "user.create_session",
                    "user.authenticate",
                    "user.login",
                    "user.logout",
                    "user.login_session_created",
                    "user.login_session_terminated",
                    "user.pce_session_created",
                    "user.pce_session_terminated",
                    "users.auth_token");

    private static final Set<String> LIGHT = Set.of("", "info", "informational", "notice", "debug");

    private final String key;
    private final Set<String> hrefs = ConcurrentHashMap.newKeySet();
    private final Set<String> jobs = ConcurrentHashMap.newKeySet();

    OwnNoise(String key) {
        this.key = key;
    }

    /** The PCE said that something of ours belongs to this user. */
    void owner(String href) {
        if (!href.isEmpty()) {
            hrefs.add(href);
        }
    }

    /** A job that we made and shall remove. */
    void job(String path) {
        jobs.add(path);
    }

    boolean is(JsonNode event) {
        String type = Json.text(event, "event_type");
        return (SESSION_TYPES.contains(type) && isOurs(event.path("created_by"))
                        || type.equals("job.delete") && isOurJob(event))
                && isHarmless(event);
    }

    private boolean isOurs(JsonNode createdBy) {
        for (JsonNode actor : createdBy) {
            if (hrefs.contains(Json.text(actor, "href"))) {
                return true;
            }
            for (String name : new String[] {"username", "auth_username", "name"}) {
                if (!key.isEmpty() && key.equals(Json.text(actor, name))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isOurJob(JsonNode event) {
        String endpoint = Json.text(event.path("action"), "api_endpoint");
        return !endpoint.isEmpty() && jobs.contains(Address.path(endpoint));
    }

    private static boolean isHarmless(JsonNode event) {
        boolean failed =
                Json.text(event, "status").equals("failure")
                        || Json.number(event.path("action"), "http_status_code", 0) >= 400
                        || !event.path("action").path("errors").isEmpty();
        boolean light = LIGHT.contains(Json.text(event, "severity").toLowerCase(Locale.ROOT));
        for (JsonNode each : event.path("notifications")) {
            light &= SESSION_TYPES.contains(Json.text(each, "notification_type"));
        }
        return light && !failed;
    }
}
