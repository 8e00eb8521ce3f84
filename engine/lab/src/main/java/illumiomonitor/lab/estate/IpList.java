package illumiomonitor.lab.estate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.json.Json;
import java.util.List;

/**
 * A named set of address blocks in CIDR form; one that begins with {@code !} is left out of the
 * others.
 */
public record IpList(String href, String name, List<String> blocks) {

    public IpList {
        blocks = List.copyOf(blocks);
    }

    public boolean contains(String ip) {
        return blocks.stream().anyMatch(block -> !isOut(block) && Cidr.of(block).contains(ip))
                && blocks.stream()
                        .noneMatch(
                                block -> isOut(block) && Cidr.of(block.substring(1)).contains(ip));
    }

    private static boolean isOut(String block) {
        return block.startsWith("!");
    }

    ObjectNode reference() {
        return Json.object().put("href", href).put("name", name);
    }

    ObjectNode json() {
        ObjectNode node = reference();
        node.putNull("description");
        var ranges = node.putArray("ip_ranges");
        for (String block : blocks) {
            ranges.addObject()
                    .put("from_ip", isOut(block) ? block.substring(1) : block)
                    .put("exclusion", isOut(block));
        }
        node.putArray("fqdns");
        return node.putNull("deleted_at").putNull("update_type");
    }
}
