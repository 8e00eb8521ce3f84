package illumiomonitor.lab.estate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.json.Json;

/** The end of a flow as a traffic row shows it. */
public final class EndpointJson {

    private final Estate estate;

    public EndpointJson(Estate estate) {
        this.estate = estate;
    }

    /**
     * Writes an end.
     *
     * @param sparse leaves out what a PCE may leave out, and labels show their href alone
     */
    public ObjectNode of(String ip, boolean sparse) {
        ObjectNode end = Json.object().put("ip", ip);
        Host host = estate.byIp(ip);
        if (host != null) {
            end.set("workload", workload(host, sparse));
        } else if (!sparse) {
            ArrayNode lists = end.putArray("ip_lists");
            estate.ipListsOf(ip).forEach(l -> lists.add(l.reference()));
        }
        String fqdn = estate.fqdn(ip);
        if (!fqdn.isEmpty() && !sparse) {
            end.put("fqdn", fqdn);
        }
        return end;
    }

    private static ObjectNode workload(Host host, boolean sparse) {
        ObjectNode node = Json.object().put("href", host.href());
        node.put("name", host.name().isEmpty() ? null : host.name());
        node.put("hostname", host.hostname());
        node.put("managed", host.managed());
        if (!sparse) {
            node.put("os_type", host.osType()).put("endpoint", false);
            node.put("enforcement_mode", host.enforcement());
        }
        ArrayNode labels = node.putArray("labels");
        for (Label label : host.labels()) {
            labels.add(sparse ? Json.object().put("href", label.href()) : label.json());
        }
        return node;
    }
}
