package illumiomonitor.engine.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import illumiomonitor.engine.reference.Reference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the PCE wrote of an event and the columns of the store do not say. */
final class EventBody {

    static final ObjectMapper JSON = JsonMapper.builder().build();

    private static final List<String> HOSTS = List.of("agent", "ven", "workload");

    private EventBody() {}

    /** Hosts that the event is about, by the hrefs it names, comma-joined. */
    static String hosts(JsonNode event, Reference reference) {
        Set<String> hosts = new LinkedHashSet<>();
        name(hosts, event.path("created_by"), reference);
        event.path("resource_changes")
                .forEach(change -> name(hosts, change.path("resource"), reference));
        event.path("notifications").forEach(each -> name(hosts, each.path("info"), reference));
        hosts.remove("");
        String all = String.join(", ", hosts);
        return all.length() <= 255 ? all : all.substring(0, 255);
    }

    private static void name(Set<String> hosts, JsonNode in, Reference reference) {
        for (String key : HOSTS) {
            JsonNode node = in.path(key);
            String href = node.isTextual() ? node.asText() : text(node.path("href"));
            hosts.add(href.isEmpty() ? "" : reference.hostOf(href));
        }
    }

    /** A value as text: itself when it is plain, empty when there is none, else JSON. */
    static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
