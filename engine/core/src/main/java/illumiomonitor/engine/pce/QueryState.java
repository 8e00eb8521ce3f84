package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A traffic query as the PCE describes it.
 *
 * @param path of the query, empty when the PCE did not say
 * @param name {@code query_name}
 * @param status lower case, empty when the PCE did not say
 * @param matches rows that fit, -1 when the PCE did not say
 * @param flows rows in the file, -1 when the PCE did not say
 * @param result path of the file, empty when the PCE did not say
 * @param missing regions that did not answer, comma-joined
 * @param owner href of the user it belongs to
 * @param createdAt as written
 * @param rules how far draft decisions are, empty when nobody asked or the PCE did not say
 */
record QueryState(
        String path,
        String name,
        String status,
        long matches,
        long flows,
        String result,
        String missing,
        String owner,
        String createdAt,
        String rules) {

    private static final Set<String> RUNNING =
            Set.of("queued", "working", "pending", "running", "cancel_requested");
    private static final Set<String> FAILED =
            Set.of("failed", "cancelled", "canceled", "killed", "timeout", "timed_out");

    static QueryState of(JsonNode node) {
        String href = Json.text(node, "href");
        String result = Json.text(node, "result");
        if (result.isEmpty()) {
            result = Json.text(node.path("result"), "href");
        }
        return new QueryState(
                href.isEmpty() ? "" : Address.path(href),
                Json.either(
                        Json.text(node.path("query_parameters"), "query_name"),
                        Json.text(node, "query_name")),
                Json.text(node, "status").toLowerCase(Locale.ROOT),
                Json.number(node, "matches_count", -1),
                Json.number(node, "flows_count", -1),
                result.isEmpty() ? "" : Address.path(result),
                missing(node.path("regions")),
                Json.text(node.path("created_by"), "href"),
                Json.text(node, "created_at"),
                rules(node.path("rules")));
    }

    QueryState at(String known) {
        return new QueryState(
                known, name, status, matches, flows, result, missing, owner, createdAt, rules);
    }

    /** A word, or an object with one. */
    private static String rules(JsonNode rules) {
        String word = rules.isObject() ? Json.text(rules, "status") : Json.text(rules);
        return word.toLowerCase(Locale.ROOT);
    }

    boolean isCompleted() {
        return status.equals("completed");
    }

    boolean isRunning() {
        return RUNNING.contains(status);
    }

    boolean isFailed() {
        return FAILED.contains(status);
    }

    /** Where the rows are. */
    String download() {
        return result.isEmpty() ? path + "/download" : result;
    }

    private static String missing(JsonNode regions) {
        StringJoiner missing = new StringJoiner(", ");
        for (JsonNode each : regions) {
            if (!each.path("responded").asBoolean(true)) {
                missing.add(Json.either(Json.text(each, "pce_fqdn"), "a region without name"));
            }
        }
        return missing.toString();
    }
}
