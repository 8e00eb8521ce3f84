package illumiomonitor.engine.pce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.engine.pce.ScriptedPce.Asked;
import illumiomonitor.engine.pce.ScriptedPce.Said;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/** The queries of a scripted PCE. Answers put first are given once each, before the usual ones. */
final class TrafficScript implements Function<Asked, Said> {

    static final String QUERIES = "/orgs/1/traffic_flows/async_queries";

    final Deque<Said> posts = new ConcurrentLinkedDeque<>();
    final Deque<Said> polls = new ConcurrentLinkedDeque<>();
    final Deque<Said> downloads = new ConcurrentLinkedDeque<>();
    final Deque<Said> deletes = new ConcurrentLinkedDeque<>();
    final Deque<String> statuses = new ConcurrentLinkedDeque<>();
    final List<JsonNode> made = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private String file = "[]";
    private String counts = "";
    private boolean carriesOutFirst = true;

    TrafficScript file(int rows) {
        return file(Given.rows(rows), rows, rows);
    }

    TrafficScript file(String content, long matches, long flows) {
        this.file = content;
        this.counts = ",\"matches_count\":%d,\"flows_count\":%d".formatted(matches, flows);
        return this;
    }

    TrafficScript counts(String json) {
        this.counts = json;
        return this;
    }

    /** A POST that gets a scripted answer is not carried out behind it. */
    TrafficScript refusingScriptedPosts() {
        carriesOutFirst = false;
        return this;
    }

    @Override
    public synchronized Said apply(Asked asked) {
        if (asked.path().equals(QUERIES)) {
            return asked.method().equals("POST") ? post(asked) : Said.json("[" + list() + "]");
        }
        if (!asked.path().startsWith(QUERIES + "/")) {
            return Said.json(404, "[{\"token\":\"not_found_error\",\"message\":\"?\"}]");
        }
        return switch (asked.method()) {
            case "DELETE" -> first(deletes, Said.empty(204));
            case "PUT" -> Said.empty(204);
            default ->
                    asked.path().endsWith("/download")
                            ? first(downloads, Said.json(file))
                            : first(polls, Said.json(202, query(id(asked))));
        };
    }

    private Said post(Asked asked) {
        Said scripted = posts.poll();
        if (scripted != null && !carriesOutFirst) {
            return scripted;
        }
        JsonNode body = tree(asked.body());
        made.add(body);
        String id = "q" + made.size();
        names.put(id, body.path("query_name").asText());
        return scripted == null ? Said.json(202, object(id, "queued")) : scripted;
    }

    private String list() {
        return String.join(",", names.keySet().stream().map(id -> object(id, "queued")).toList());
    }

    private String query(String id) {
        String status = statuses.isEmpty() ? "completed" : statuses.poll();
        return object(id, status);
    }

    private String object(String id, String status) {
        return """
                {"href":"%s/%s","status":"%s","created_by":{"href":"/users/7"},"created_at":"2026-07-01T08:00:02Z",
                 "query_parameters":{"query_name":"%s"}%s}"""
                .formatted(
                        QUERIES,
                        id,
                        status,
                        names.getOrDefault(id, ""),
                        status.equals("completed") ? counts : "");
    }

    private static String id(Asked asked) {
        return asked.path().substring(QUERIES.length() + 1);
    }

    private static Said first(Deque<Said> scripted, Said usual) {
        Said next = scripted.poll();
        return next == null ? usual : next;
    }

    private static JsonNode tree(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
