package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.spi.EventRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads audit events. Whatever is absent, null or of another kind than usual leaves a field empty.
 */
final class EventReader {

    /** As long as the store takes them; the whole event is in the body. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_LIST = 2000;

    /** In the order in which an event with several of them counts as theirs. */
    private static final List<String> ACTORS =
            List.of("user", "service_account", "agent", "ven", "container_cluster");

    /**
     * @param body the event as it came
     * @throws Unreadable when it cannot be told when it happened
     */
    EventRow read(JsonNode event, String body) throws Unreadable {
        if (!event.isObject()) {
            throw new Unreadable("is no object");
        }
        String type = Json.text(event, "event_type");
        String time = Json.text(event, "timestamp");
        if (type.isEmpty() && time.isEmpty()) {
            throw new Unreadable("has no event_type and no timestamp");
        }
        Instant at =
                Times.parse(time)
                        .orElseThrow(
                                () ->
                                        new Unreadable(
                                                "has the timestamp \""
                                                        + ErrorText.brief(time)
                                                        + "\""));
        JsonNode actor = actor(event.path("created_by"));
        return new EventRow(
                cut(href(event, body), LONGEST_NAME),
                at,
                cut(type, 128),
                cut(Json.text(event, "status"), 32),
                cut(Json.text(event, "severity"), 16),
                cut(actorType(event.path("created_by")), 32),
                cut(actorName(actor), LONGEST_NAME),
                cut(srcIp(event), 64),
                notificationTypes(event),
                cut(String.join(", ", resources(event)), LONGEST_LIST),
                cut(String.join(", ", workloads(event)), LONGEST_NAME),
                cut(suppliedUser(event), LONGEST_NAME),
                body);
    }

    /** An event without href is known by its content. */
    private static String href(JsonNode event, String body) {
        String href = Json.text(event, "href");
        if (!href.isEmpty()) {
            return Address.path(href);
        }
        return "/events/sha256-"
                + HexFormat.of().formatHex(Hash.sha256(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String actorType(JsonNode createdBy) {
        for (String each : ACTORS) {
            if (createdBy.has(each)) {
                return each;
            }
        }
        Iterator<String> others = createdBy.fieldNames();
        String found = "";
        while (others.hasNext()) {
            String other = others.next();
            found = found.isEmpty() || found.equals("system") ? other : found;
        }
        return found.equals("href") ? "user" : found;
    }

    private static JsonNode actor(JsonNode createdBy) {
        String type = actorType(createdBy);
        return createdBy.has("href") ? createdBy : createdBy.path(type);
    }

    private static String actorName(JsonNode actor) {
        if (actor.isTextual()) {
            return actor.asText();
        }
        for (String key : List.of("username", "hostname", "name", "href")) {
            String name = Json.text(actor, key);
            if (!name.isBlank()) {
                return name;
            }
        }
        return "";
    }

    private static String srcIp(JsonNode event) {
        String own = Json.text(event.path("action"), "src_ip");
        if (!own.isBlank() && !own.equals("FILTERED")) {
            return own;
        }
        for (JsonNode each : event.path("notifications")) {
            String told = Json.text(each.path("info"), "src_ip");
            if (!told.isBlank()) {
                return told;
            }
        }
        return own;
    }

    private static List<String> notificationTypes(JsonNode event) {
        Set<String> types = new LinkedHashSet<>();
        int length = 0;
        for (JsonNode each : event.path("notifications")) {
            String type = Json.text(each, "notification_type");
            length += type.length() + 1;
            if (!type.isEmpty() && length < LONGEST_LIST) {
                types.add(type);
            }
        }
        return List.copyOf(types);
    }

    private static Set<String> resources(JsonNode event) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode change : event.path("resource_changes")) {
            for (Map.Entry<String, JsonNode> each : change.path("resource").properties()) {
                String name = resourceName(each.getValue());
                names.add(name.isEmpty() ? unnamed(each.getKey(), each.getValue()) : name);
            }
        }
        return names;
    }

    /** Its kind, and the version that a policy may have in place of a href. */
    private static String unnamed(String kind, JsonNode resource) {
        String version = Json.text(resource, "version");
        return version.isBlank() ? kind : kind + "/" + version;
    }

    private static String resourceName(JsonNode resource) {
        for (String key : List.of("name", "hostname", "username", "value", "href")) {
            String name = Json.text(resource, key);
            if (!name.isBlank()) {
                return name;
            }
        }
        return resource.isTextual() ? resource.asText() : "";
    }

    private static List<String> workloads(JsonNode event) {
        Set<String> names = new LinkedHashSet<>();
        for (String key : List.of("agent", "ven")) {
            names.add(hostname(event.path("created_by").path(key)));
        }
        for (JsonNode change : event.path("resource_changes")) {
            for (String key : List.of("workload", "agent", "ven")) {
                names.add(hostname(change.path("resource").path(key)));
            }
        }
        for (JsonNode each : event.path("notifications")) {
            for (String key : List.of("agent", "ven", "workload")) {
                names.add(hostname(each.path("info").path(key)));
            }
        }
        names.remove("");
        return new ArrayList<>(names);
    }

    private static String hostname(JsonNode node) {
        return Json.either(Json.text(node, "hostname"), Json.text(node, "name"));
    }

    private static String suppliedUser(JsonNode event) {
        for (JsonNode each : event.path("notifications").findValues("supplied_username")) {
            String name = Json.text(each);
            if (!name.isBlank()) {
                return name;
            }
        }
        return "";
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
