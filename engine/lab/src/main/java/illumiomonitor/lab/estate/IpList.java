package illumiomonitor.lab.estate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.json.Json;
import java.util.List;

/** A named set of address blocks in CIDR form. */
public record IpList(String href, String name, List<String> blocks) {

    public IpList {
        blocks = List.copyOf(blocks);
    }

    public boolean contains(String ip) {
        return blocks.stream().anyMatch(block -> Cidr.of(block).contains(ip));
    }

    ObjectNode reference() {
        return Json.object().put("href", href).put("name", name);
    }

    ObjectNode json() {
        ObjectNode node = reference();
        node.putNull("description");
        var ranges = node.putArray("ip_ranges");
        blocks.forEach(b -> ranges.addObject().put("from_ip", b).put("exclusion", false));
        node.putArray("fqdns");
        return node.putNull("deleted_at").putNull("update_type");
    }
}
