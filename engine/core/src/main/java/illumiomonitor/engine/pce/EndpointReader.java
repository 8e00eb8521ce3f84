package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.spi.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code src} and {@code dst} of traffic rows. Not thread-safe. */
final class EndpointReader {

    private final SliceCache<Endpoint> known = new SliceCache<>(24 << 20);
    private final LabelCache labels;
    private final Warnings warnings;

    EndpointReader(LabelCache labels, Warnings warnings) {
        this.labels = labels;
        this.warnings = warnings;
    }

    Endpoint read(byte[] in, int from, int to) throws Unreadable, PceFault, InterruptedException {
        Endpoint seen = known.get(in, from, to);
        return seen != null ? seen : known.put(in, from, to, endpoint(Scalars.tree(in, from, to)));
    }

    private Endpoint endpoint(JsonNode node) throws Unreadable, PceFault, InterruptedException {
        String ip = Json.text(node, "ip");
        if (ip.isBlank()) {
            throw new Unreadable("has an endpoint without ip");
        }
        JsonNode workload = node.path("workload");
        String href = Json.text(workload, "href");
        String fqdn = Json.text(node, "fqdn");
        return new Endpoint(
                ip,
                href,
                name(node, workload, fqdn),
                !href.isEmpty() && workload.path("managed").asBoolean(true),
                Json.text(workload, "enforcement_mode"),
                labels(workload.path("labels")),
                names(node.path("ip_lists")),
                fqdn);
    }

    private static String name(JsonNode node, JsonNode workload, String fqdn) {
        String own = Json.either(Json.text(workload, "name"), Json.text(workload, "hostname"));
        String service = Json.text(node.path("virtual_service"), "name");
        String server = Json.text(node.path("virtual_server"), "name");
        return Json.either(own, Json.either(fqdn, Json.either(service, server)));
    }

    private Map<String, String> labels(JsonNode list) throws PceFault, InterruptedException {
        if (list.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode each : list) {
            String key = Json.text(each, "key");
            if (key.isEmpty()) {
                lookUp(each, values);
            } else {
                values.putIfAbsent(key, Json.text(each, "value"));
            }
        }
        return values;
    }

    private void lookUp(JsonNode label, Map<String, String> values)
            throws PceFault, InterruptedException {
        String href = label.isTextual() ? label.asText() : Json.text(label, "href");
        LabelRef found = labels.find(href);
        if (found == null) {
            warnings.count("the label %s is not in the PCE's list and was left out".formatted(href));
        } else {
            values.putIfAbsent(found.key(), found.value());
        }
    }

    private static List<String> names(JsonNode list) {
        if (list.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (JsonNode each : list) {
            String name = Json.either(Json.text(each, "name"), Json.text(each, "href"));
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
