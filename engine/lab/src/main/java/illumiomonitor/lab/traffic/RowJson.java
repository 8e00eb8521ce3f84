package illumiomonitor.lab.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.estate.EndpointJson;
import illumiomonitor.lab.estate.Estate;
import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.json.Json;

/** Writes a row as the PCE's traffic answers show it; names and labels are those of now. */
public final class RowJson {

    private final Estate estate;
    private final EndpointJson endpoints;
    private final RowStyle style;

    public RowJson(Estate estate, RowStyle style) {
        this.estate = estate;
        this.endpoints = new EndpointJson(estate);
        this.style = style;
    }

    public ObjectNode of(Row row) {
        RowKey key = row.key();
        boolean sparse = style.sparse();
        ObjectNode node = Json.object();
        node.set("src", endpoints.of(key.src(), sparse));
        node.set("dst", endpoints.of(key.dst(), sparse));
        node.set("service", service(key));
        node.put("num_connections", row.connections());
        node.put("state", row.state());
        node.put("flow_direction", key.side().direction());
        node.put("policy_decision", key.decision().word());
        if (isIcmp(key)) {
            node.put("icmp_type", key.icmpType()).put("icmp_code", key.icmpCode());
        }
        if (!key.transmission().isEmpty()) {
            node.put("transmission", key.transmission());
        }
        if (row.measured() || !sparse) {
            node.put("dst_bi", row.bytesIn()).put("dst_bo", row.bytesOut());
        }
        if (!sparse) {
            common(node, key);
        }
        if (style.extraKeys()) {
            node.putObject("lab_unheard_of").put("depth", 1);
            node.put("seq_id", key.hashCode() & Integer.MAX_VALUE);
        }
        node.putObject("timestamp_range")
                .put("first_detected", Json.seconds(row.first()))
                .put("last_detected", Json.seconds(row.last()));
        return node;
    }

    private void common(ObjectNode node, RowKey key) {
        String reporter = key.side() == Side.SRC ? key.src() : key.dst();
        Host host = estate.byIp(reporter);
        String network = host == null ? "External" : "Corporate";
        node.putObject("network")
                .put("href", "/orgs/1/networks/" + Json.uuid("network " + network))
                .put("name", network);
        node.put("client_type", key.clientType());
        node.putArray("caps");
    }

    private static ObjectNode service(RowKey key) {
        ObjectNode service = Json.object();
        if (!isIcmp(key)) {
            service.put("port", key.port());
        }
        service.put("proto", key.proto());
        putUnlessEmpty(service, "process_name", key.process());
        putUnlessEmpty(service, "user_name", key.user());
        putUnlessEmpty(service, "windows_service_name", key.service());
        return service;
    }

    private static void putUnlessEmpty(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }

    private static boolean isIcmp(RowKey key) {
        return key.proto() == 1 || key.proto() == 58;
    }
}
