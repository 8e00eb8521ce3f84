package illumiomonitor.lab.estate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.json.Json;
import java.util.List;

/** A named set of labels and of other such sets. */
public record LabelGroup(String href, String name, List<Label> labels, List<LabelGroup> groups) {

    public LabelGroup {
        labels = List.copyOf(labels);
        groups = List.copyOf(groups);
    }

    ObjectNode json() {
        ObjectNode node = Json.object().put("href", href).put("name", name);
        node.put("key", labels.isEmpty() ? "app" : labels.get(0).key());
        ArrayNode members = node.putArray("labels");
        labels.forEach(label -> members.add(label.json()));
        ArrayNode nested = node.putArray("sub_groups");
        groups.forEach(
                group -> nested.addObject().put("href", group.href()).put("name", group.name()));
        return node;
    }
}
