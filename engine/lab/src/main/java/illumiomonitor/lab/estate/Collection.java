package illumiomonitor.lab.estate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.http.Habits;
import illumiomonitor.lab.http.Reply;
import illumiomonitor.lab.http.Request;
import illumiomonitor.lab.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** A list of objects: synchronous and cut at the cap, or whole as a job. */
final class Collection {

    private final Supplier<List<ObjectNode>> objects;
    private final Map<String, BiPredicate<ObjectNode, String>> filters;
    private final Habits habits;
    private final Jobs jobs;

    /**
     * A collection.
     *
     * @param filters by parameter: whether an object fits the parameter's value
     */
    Collection(
            Supplier<List<ObjectNode>> objects,
            Map<String, BiPredicate<ObjectNode, String>> filters,
            Habits habits,
            Jobs jobs) {
        this.objects = objects;
        this.filters = Map.copyOf(filters);
        this.habits = habits;
        this.jobs = jobs;
    }

    /** Text is searched as a part, in either case, as a PCE does. */
    static BiPredicate<ObjectNode, String> part(String field) {
        return (object, text) ->
                object.path(field)
                        .asText("")
                        .toLowerCase(Locale.ROOT)
                        .contains(text.toLowerCase(Locale.ROOT));
    }

    static BiPredicate<ObjectNode, String> equal(String field) {
        return (object, text) -> object.path(field).asText("").equals(text);
    }

    Reply list(Request request) {
        List<ObjectNode> all = objects.get();
        List<ObjectNode> fitting = all.stream().filter(object -> fits(object, request)).toList();
        if (habits.async() && request.header("Prefer").contains("respond-async")) {
            return jobs.start(request, array(fitting, Integer.MAX_VALUE));
        }
        String max = request.param("max_results");
        int wanted = max == null ? habits.collectionCap() : Integer.parseInt(max);
        return Reply.json(200, array(fitting, Math.min(wanted, habits.collectionCap())))
                .header("X-Total-Count", Integer.toString(all.size()))
                .header("X-Matched-Count", Integer.toString(fitting.size()));
    }

    Reply one(String href) {
        return objects.get().stream()
                .filter(object -> object.path("href").asText().equals(href))
                .findFirst()
                .map(object -> Reply.json(200, object))
                .orElseGet(() -> Reply.error(404, "not_found_error", "No such object: " + href));
    }

    private boolean fits(ObjectNode object, Request request) {
        return request.params().entrySet().stream()
                .allMatch(
                        param ->
                                !filters.containsKey(param.getKey())
                                        || filters.get(param.getKey())
                                                .test(object, param.getValue()));
    }

    private static ArrayNode array(List<ObjectNode> objects, int most) {
        ArrayNode array = Json.array();
        objects.stream().limit(most).forEach(array::add);
        return array;
    }
}
