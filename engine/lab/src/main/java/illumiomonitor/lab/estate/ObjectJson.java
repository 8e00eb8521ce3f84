package illumiomonitor.lab.estate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** Writes the estate's objects as the PCE's lists show them. */
final class ObjectJson {

    private static final String CREATED = "2026-01-05T12:00:00.000Z";

    private final Clock clock;

    ObjectJson(Clock clock) {
        this.clock = clock;
    }

    ObjectNode workload(Host host) {
        ObjectNode node = Json.object().put("href", host.href()).put("deleted", false);
        node.put("name", host.name().isEmpty() ? null : host.name());
        node.put("hostname", host.hostname()).putNull("description");
        node.put("managed", host.managed()).put("online", host.online());
        node.put("enforcement_mode", host.enforcement());
        node.put("visibility_level", host.visibility());
        node.put("public_ip", host.ip()).put("os_id", host.osType() + "-x86_64");
        node.put("os_detail", "").put("os_type", host.osType());
        interfaces(node.putArray("interfaces"), host);
        ArrayNode labels = node.putArray("labels");
        host.labels().forEach(label -> labels.add(label.json()));
        if (host.managed()) {
            node.putObject("ven")
                    .put("href", host.ven())
                    .put("hostname", host.hostname())
                    .putNull("name")
                    .put("status", "active")
                    .put("ven_type", "server");
        }
        node.put("created_at", CREATED).put("updated_at", CREATED);
        node.putArray("caps").add("write");
        return node;
    }

    private static void interfaces(ArrayNode interfaces, Host host) {
        int n = 0;
        for (String ip : host.ips()) {
            interfaces
                    .addObject()
                    .put("name", "eth" + n++)
                    .put("address", ip)
                    .put("cidr_block", ip.contains(":") ? 64 : 24)
                    .put("link_state", "up")
                    .put("loopback", false);
        }
    }

    ObjectNode ven(Host host) {
        Duration silent = host.online() ? Duration.ofMinutes(2) : Duration.ofHours(3);
        ObjectNode node = Json.object().put("href", host.ven()).putNull("name");
        node.put("hostname", host.hostname()).put("status", "active").put("ven_type", "server");
        node.put("version", "25.2.10-1100");
        node.put("last_heartbeat_at", Json.millis(clock.instant().minus(silent)));
        ArrayNode labels = node.putArray("labels");
        host.labels().forEach(label -> labels.add(label.json()));
        node.putArray("workloads").addObject().put("href", host.href());
        node.putArray("conditions");
        return node;
    }

    ObjectNode label(Label label) {
        ObjectNode node = label.json().put("deleted", false);
        node.put("created_at", CREATED).put("updated_at", CREATED);
        return node.putNull("external_data_set").putNull("external_data_reference");
    }

    ObjectNode dimension(String key) {
        return Json.object()
                .put("href", "/orgs/1/label_dimensions/" + Json.uuid("dimension " + key))
                .put("key", key)
                .put(
                        "display_name",
                        key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1));
    }

    ObjectNode service(int id, String name, int proto, int port) {
        ObjectNode node = Json.object().put("href", "/orgs/1/sec_policy/active/services/" + id);
        node.put("name", name);
        ObjectNode ports = node.putArray("service_ports").addObject().put("proto", proto);
        if (port > 0) {
            ports.put("port", port);
        }
        node.putArray("windows_services");
        return node;
    }

    ObjectNode databaseMetrics() {
        ObjectNode node = Json.object().put("flows_days", 61).put("flows_days_limit", 97);
        node.put(
                "flows_oldest_day",
                clock.instant().minus(Duration.ofDays(61)).toString().substring(0, 10));
        node.put("flows_size_gb", 41.2).put("flows_size_gb_limit", 120.0);
        node.putObject("server").put("num_flows_days", 61).put("num_flows_days_limit", 97);
        node.putObject("backlog").put("size_gb", 0.0);
        return node.put("updated_at", Json.seconds(clock.instant()));
    }
}
