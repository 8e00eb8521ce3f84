package illumiomonitor.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.engine.pce.PceList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An object of a list, cut down to what is kept of it.
 *
 * @param kind the list
 * @param href its id, of the provisioned version
 * @param name what people call it, else its host name, else its href
 * @param body what is kept, with keys in one order, so that equal objects are equal texts
 */
record Item(PceList kind, String href, String name, JsonNode body) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST = 255;

    static Item of(PceList kind, JsonNode node) {
        String href = text(node, "href");
        String name = either(text(node, "name"), either(text(node, "hostname"), href));
        return new Item(kind, cut(href), cut(name), body(kind, node));
    }

    private static JsonNode body(PceList kind, JsonNode node) {
        return switch (kind) {
            case LABELS -> label(node);
            case LABEL_GROUPS -> group(node);
            case WORKLOADS -> workload(node);
            case IP_LISTS -> ipList(node);
            case SERVICES -> service(node);
            case VENS -> JSON.objectNode();
        };
    }

    private static ObjectNode label(JsonNode node) {
        return JSON.objectNode().put("key", text(node, "key")).put("value", text(node, "value"));
    }

    private static ObjectNode group(JsonNode node) {
        ObjectNode body = JSON.objectNode();
        ArrayNode labels = body.putArray("labels");
        node.path("labels").forEach(each -> labels.add(text(each, "href")));
        ArrayNode groups = body.putArray("groups");
        node.path("sub_groups").forEach(each -> groups.add(text(each, "href")));
        return body;
    }

    private static ObjectNode workload(JsonNode node) {
        JsonNode agent = node.path("agent");
        String agentHref = text(agent, "href");
        String ven = text(node.path("ven"), "href");
        boolean managed = node.path("managed").asBoolean(!agentHref.isEmpty() || !ven.isEmpty());
        ObjectNode body = JSON.objectNode();
        body.put("hostname", text(node, "hostname"));
        body.put("managed", managed);
        body.put("online", node.path("online").asBoolean(true));
        body.put(
                "enforcement",
                either(text(node, "enforcement_mode"), text(agent.path("config"), "mode")));
        body.put("agent", agentHref);
        body.put("ven", ven);
        ArrayNode ips = body.putArray("ips");
        addresses(node).forEach(ips::add);
        ObjectNode labels = body.putObject("labels");
        labels(node.path("labels")).forEach(labels::put);
        return body;
    }

    /** At which it can be met: of interfaces that are up, and the one that it has outside. */
    private static Set<String> addresses(JsonNode node) {
        Set<String> ips = new LinkedHashSet<>();
        for (JsonNode each : node.path("interfaces")) {
            String link = either(text(each, "link_state"), "up");
            if (link.equals("up") && !each.path("loopback").asBoolean(false)) {
                ips.add(text(each, "address"));
            }
        }
        ips.add(text(node, "public_ip"));
        ips.remove("");
        return ips;
    }

    /** Key to value; by href alone where an old release says no more. */
    private static Map<String, String> labels(JsonNode nodes) {
        Map<String, String> labels = new TreeMap<>();
        for (JsonNode each : nodes) {
            labels.putIfAbsent(either(text(each, "key"), text(each, "href")), text(each, "value"));
        }
        return labels;
    }

    private static ObjectNode ipList(JsonNode node) {
        ObjectNode body = JSON.objectNode();
        ArrayNode ranges = body.putArray("ranges");
        for (JsonNode each : node.path("ip_ranges")) {
            ranges.addObject()
                    .put("from", text(each, "from_ip"))
                    .put("to", text(each, "to_ip"))
                    .put("not", each.path("exclusion").asBoolean(false));
        }
        ArrayNode names = body.putArray("fqdns");
        node.path("fqdns").forEach(each -> names.add(text(each, "fqdn")));
        return body;
    }

    private static ObjectNode service(JsonNode node) {
        ObjectNode body = JSON.objectNode();
        for (String key : new String[] {"service_ports", "windows_services"}) {
            body.set(key, node.path(key).isArray() ? node.path(key) : JSON.arrayNode());
        }
        return body;
    }

    static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isNull() ? "" : value.asText("");
    }

    static String either(String one, String other) {
        return one.isBlank() ? other : one;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
