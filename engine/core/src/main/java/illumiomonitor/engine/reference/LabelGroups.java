package illumiomonitor.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which label groups hold a label, through groups within groups. Immutable. */
final class LabelGroups {

    private final Map<String, TreeSet<String>> groups = new HashMap<>();

    LabelGroups(Collection<Item> labels, Collection<Item> all) {
        Map<String, String> written = new HashMap<>();
        labels.forEach(each -> written.put(each.href(), pair(each)));
        Map<String, Item> byHref = new HashMap<>();
        all.forEach(each -> byHref.put(each.href(), each));
        for (Item group : all) {
            for (String label : members(group, byHref)) {
                String pair = written.get(label);
                if (pair != null) {
                    groups.computeIfAbsent(pair, key -> new TreeSet<>()).add(group.name());
                }
            }
        }
    }

    /** Hrefs of all labels of a group; groups that hold each other are walked once. */
    private static Set<String> members(Item group, Map<String, Item> byHref) {
        Set<String> labels = new HashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<Item> open = new ArrayDeque<>(List.of(group));
        while (!open.isEmpty()) {
            Item next = open.pop();
            if (!seen.add(next.href())) {
                continue;
            }
            next.body().path("labels").forEach(href -> labels.add(href.asText()));
            for (JsonNode href : next.body().path("groups")) {
                Item nested = byHref.get(provisioned(href.asText()));
                if (nested != null) {
                    open.push(nested);
                }
            }
        }
        return labels;
    }

    private static String provisioned(String href) {
        return href.replace("/sec_policy/draft/", "/sec_policy/active/");
    }

    private static String pair(Item label) {
        return Item.text(label.body(), "key") + "=" + Item.text(label.body(), "value");
    }

    /** Names of the groups that hold one of the labels, sorted. */
    List<String> holding(Map<String, String> labels) {
        if (groups.isEmpty() || labels.isEmpty()) {
            return List.of();
        }
        TreeSet<String> found = new TreeSet<>();
        labels.forEach(
                (key, value) ->
                        found.addAll(groups.getOrDefault(key + "=" + value, new TreeSet<>())));
        return new ArrayList<>(found);
    }
}
