package illumiomonitor.engine.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import illumiomonitor.engine.reference.Reference;
import illumiomonitor.spi.Workload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** What the PCE wrote of an event and the columns of the store do not say. */
final class EventBody {

    static final ObjectMapper JSON = JsonMapper.builder().build();

    private static final List<String> HOSTS = List.of("agent", "ven", "workload");

    private EventBody() {}

    /** Hosts that the event is about, by the hrefs it names, comma-joined. */
    static String hosts(JsonNode event, Reference reference) {
        Set<String> hosts = new LinkedHashSet<>();
        each(
                event,
                (key, node) -> {
                    String href = href(node);
                    hosts.add(href.isEmpty() ? "" : reference.hostOf(href));
                });
        return joined(hosts);
    }

    /** Hosts that the event itself calls by name, comma-joined. */
    static String names(JsonNode event) {
        Set<String> names = new LinkedHashSet<>();
        each(
                event,
                (key, node) -> {
                    String host = text(node.path("hostname"));
                    names.add(host.isEmpty() ? text(node.path("name")) : host);
                });
        return joined(names);
    }

    private static String joined(Set<String> names) {
        names.remove("");
        return String.join(", ", names);
    }

    /** Hrefs of the workloads that the event is about. */
    static Set<String> workloads(JsonNode event, Reference reference) {
        Set<String> hrefs = new LinkedHashSet<>();
        each(event, (key, node) -> hrefs.add(workload(key, node, reference)));
        hrefs.remove("");
        return hrefs;
    }

    private static String workload(String key, JsonNode node, Reference reference) {
        String href = href(node);
        if (key.equals("workload") && !href.isEmpty()) {
            return href;
        }
        return reference
                .workloadOf(href)
                .or(() -> reference.workloadCalled(text(node.path("hostname"))))
                .or(() -> reference.workloadCalled(text(node.path("name"))))
                .map(Workload::href)
                .orElse("");
    }

    /** Agents, VENs and workloads, as who did it, what was changed and what is told of. */
    private static void each(JsonNode event, BiConsumer<String, JsonNode> to) {
        in(event.path("created_by"), to);
        event.path("resource_changes").forEach(change -> in(change.path("resource"), to));
        event.path("notifications").forEach(each -> in(each.path("info"), to));
    }

    private static void in(JsonNode parent, BiConsumer<String, JsonNode> to) {
        for (String key : HOSTS) {
            JsonNode node = parent.path(key);
            if (node.isTextual() || node.isObject()) {
                to.accept(key, node);
            }
        }
    }

    private static String href(JsonNode node) {
        return node.isTextual() ? node.asText() : text(node.path("href"));
    }

    /** A value as text: itself when it is plain, empty when there is none, else JSON. */
    static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
