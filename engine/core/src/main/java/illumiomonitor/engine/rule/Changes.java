package illumiomonitor.engine.rule;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.engine.reference.Reference;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes the audit events of a window apart: one fact per resource and field that was changed. */
final class Changes {

    private static final List<String> NAMES =
            List.of("name", "hostname", "username", "value", "href");

    private Changes() {}

    static List<Change> of(FactSource.Window window, Reference reference) {
        List<Change> changes = new ArrayList<>();
        Events.eachChange(window, reference, (event, body) -> changes.addAll(of(event, body)));
        return changes;
    }

    static List<Change> of(Event event, JsonNode body) {
        List<Change> changes = new ArrayList<>();
        for (JsonNode change : body.path("resource_changes")) {
            JsonNode resource = change.path("resource");
            if (resource.isEmpty()) {
                one(changes, event, change, "", resource);
            }
            resource.properties()
                    .forEach(each -> one(changes, event, change, each.getKey(), each.getValue()));
        }
        return changes;
    }

    private static void one(
            List<Change> changes, Event event, JsonNode change, String type, JsonNode resource) {
        JsonNode fields = change.path("changes");
        if (!fields.isObject() || fields.isEmpty()) {
            changes.add(change(event, change, type, resource, "", "", ""));
            return;
        }
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            changes.add(change(event, change, type, resource, name, before(value), after(value)));
        }
    }

    /** What was, of {@code before} and {@code after}, or taken away, of a set's parts. */
    private static String before(JsonNode value) {
        return EventBody.text(value.has("before") ? value.path("before") : some(value, "deleted"));
    }

    private static String after(JsonNode value) {
        if (value.has("after")) {
            return EventBody.text(value.path("after"));
        }
        if (value.has("before")) {
            return "";
        }
        JsonNode created = some(value, "created");
        JsonNode updated = some(value, "updated");
        boolean parts = value.has("created") || value.has("deleted") || value.has("updated");
        return EventBody.text(!created.isMissingNode() ? created : parts ? updated : value);
    }

    private static JsonNode some(JsonNode value, String part) {
        JsonNode found = value.path(part);
        return found.isContainerNode() && found.isEmpty() ? value.path("") : found;
    }

    private static Change change(
            Event event,
            JsonNode change,
            String type,
            JsonNode resource,
            String field,
            String before,
            String after) {
        return new Change(
                event.pce(),
                event,
                EventBody.text(change.path("change_type")),
                type,
                object(resource),
                resource.isTextual() ? resource.asText() : EventBody.text(resource.path("href")),
                field,
                before,
                after);
    }

    private static String object(JsonNode resource) {
        for (String key : NAMES) {
            String name = EventBody.text(resource.path(key));
            if (!name.isBlank()) {
                return name;
            }
        }
        return resource.isTextual() ? resource.asText() : "";
    }
}
