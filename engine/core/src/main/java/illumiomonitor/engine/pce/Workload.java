package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A workload as the PCE lists it. Absent texts are empty.
 *
 * @param href its id
 * @param name given name, else host name, else href
 * @param hostname as the VEN reports it
 * @param managed a VEN runs there
 * @param online the VEN has been heard of lately
 * @param enforcement {@code idle}, {@code visibility_only}, {@code selective} or {@code full}
 * @param visibility {@code flow_off}, {@code flow_drops}, {@code flow_summary}, {@code
 *     flow_full_detail} or {@code enhanced_data_collection}
 * @param labels key to value
 */
public record Workload(
        String href,
        String name,
        String hostname,
        boolean managed,
        boolean online,
        String enforcement,
        String visibility,
        Map<String, String> labels) {

    public Workload {
        labels = Map.copyOf(labels);
    }

    /** From the PCE's object, of old and new releases. */
    static Workload of(JsonNode node) {
        String href = Json.text(node, "href");
        String hostname = Json.text(node, "hostname");
        JsonNode config = node.path("agent").path("config");
        Map<String, String> labels = new LinkedHashMap<>();
        for (JsonNode each : node.path("labels")) {
            labels.putIfAbsent(
                    Json.either(Json.text(each, "key"), Json.text(each, "href")),
                    Json.text(each, "value"));
        }
        return new Workload(
                href,
                Json.either(Json.text(node, "name"), Json.either(hostname, href)),
                hostname,
                node.path("managed").asBoolean(node.has("ven") || node.has("agent")),
                node.path("online").asBoolean(false),
                Json.either(Json.text(node, "enforcement_mode"), Json.text(config, "mode")),
                Json.either(
                        Json.text(node, "visibility_level"), Json.text(config, "visibility_level")),
                labels);
    }
}
