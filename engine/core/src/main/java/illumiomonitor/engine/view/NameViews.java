package illumiomonitor.engine.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.db.Store;
import illumiomonitor.engine.form.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The labels and IP lists that the PCEs have: in their own lists, and on what was pulled. */
public final class NameViews {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Store store;

    public NameViews(Store store) {
        this.store = store;
    }

    public Names all() {
        return store.jdbi()
                .withHandle(
                        handle -> {
                            Set<String> labels = new HashSet<>();
                            Set<String> ipLists = new HashSet<>();
                            seen(handle, "labels").forEach(text -> labels.addAll(labels(text)));
                            seen(handle, "ip_lists")
                                    .forEach(text -> ipLists.addAll(List.of(text.split(","))));
                            ipLists.addAll(listed(handle, "name", "IP_LISTS"));
                            listed(handle, "body", "LABELS")
                                    .forEach(body -> labels.add(label(body)));
                            return new Names(labels, ipLists);
                        });
    }

    private static List<String> seen(Handle handle, String column) {
        return handle.createQuery(
                        "select distinct " + column + " from endpoint where " + column + " <> ''")
                .mapTo(String.class)
                .list();
    }

    /** What the PCEs' own lists say, as far as they were read. */
    private static List<String> listed(Handle handle, String column, String kind) {
        return handle.createQuery(
                        "select distinct "
                                + column
                                + " from reference_object where kind = :kind and valid_to is null")
                .bind("kind", kind)
                .mapTo(String.class)
                .list();
    }

    /** Labels of an endpoint; a part without a key belongs to the value before it. */
    private static Set<String> labels(String joined) {
        Set<String> labels = new HashSet<>();
        String label = "";
        for (String part : joined.split(",")) {
            boolean begins = part.indexOf('=') > 0;
            if (begins && !label.isEmpty()) {
                labels.add(label);
            }
            label = begins ? part : label + "," + part;
        }
        labels.add(label);
        return labels;
    }

    private static String label(String body) {
        try {
            JsonNode label = JSON.readTree(body);
            return label.path("key").asText() + "=" + label.path("value").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the store keeps of a label is no JSON", e);
        }
    }
}
