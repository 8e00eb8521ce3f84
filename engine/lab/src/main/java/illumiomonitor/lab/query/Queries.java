package illumiomonitor.lab.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import illumiomonitor.lab.http.Habits;
import illumiomonitor.lab.http.Reply;
import illumiomonitor.lab.http.Request;
import illumiomonitor.lab.http.Router;
import illumiomonitor.lab.json.Json;
import illumiomonitor.lab.traffic.RowStyle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The traffic queries of all keys; each key sees its own. Thread-safe. */
public final class Queries {

    static final String PATH = "/orgs/1/traffic_flows/async_queries";

    private static final Duration STALENESS = Duration.ofMinutes(15);

    private final FlowSource source;
    private final RowStyle style;
    private final Habits habits;
    private final Clock clock;
    private final Map<String, Query> queries = new LinkedHashMap<>();
    private final Deque<QueryTrouble> troubles = new ArrayDeque<>();
    private long created;

    public Queries(FlowSource source, RowStyle style, Habits habits, Clock clock) {
        this.source = source;
        this.style = style;
        this.habits = habits;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.on("POST", PATH, (request, id) -> create(request));
        router.on("GET", PATH, (request, id) -> list(request));
        router.on("GET", PATH + "/{id}", this::poll);
        router.on("GET", PATH + "/{id}/download", this::download);
        router.on("PUT", PATH + "/{id}", this::cancel);
        router.on("PUT", PATH + "/{id}/update_rules", this::draft);
        router.on("DELETE", PATH + "/{id}", this::delete);
    }

    /** What goes wrong with the next queries, one each, in this order. */
    public synchronized void next(QueryTrouble... inOrder) {
        troubles.addAll(List.of(inOrder));
    }

    /** Names of the queries that have neither been deleted nor expired. */
    public synchronized List<String> alive() {
        expire();
        return queries.values().stream().map(q -> q.question.name()).toList();
    }

    /** How many were created so far. */
    public synchronized long created() {
        return created;
    }

    /** As if a day had passed: every query and its result is gone. */
    public synchronized void purge() {
        queries.clear();
    }

    private Reply create(Request request) {
        JsonNode body = request.json();
        if (body == null) {
            return Reply.error(400, "invalid_json", "The request body is not valid JSON");
        }
        try {
            return create(request, body);
        } catch (Invalid e) {
            return Reply.error(406, e.token(), String.valueOf(e.getMessage()));
        }
    }

    private Reply create(Request request, JsonNode body) {
        Instant now = clock.instant();
        Question question = Reading.of(body, habits.maxResults(), now);
        QueryTrouble trouble = nextTrouble();
        Instant asOf = style.knowledge().asOf(now, question.end());
        FlowSource.Answer answer =
                source.answer(
                        question, trouble == QueryTrouble.STALE ? asOf.minus(STALENESS) : asOf);
        if (trouble == QueryTrouble.REGION_MISSING) {
            answer = new PartialAnswer(answer);
        }
        synchronized (this) {
            created++;
            String id = Json.uuid("query " + created + " " + now);
            Query query = new Query(id, request.user(), question, body, now, answer, trouble);
            queries.put(id, query);
            return trouble == QueryTrouble.EMPTY_REPLY
                    ? Reply.of(202)
                    : Reply.json(202, query.json(flows(query))).header("Content-Location", id);
        }
    }

    private synchronized @Nullable QueryTrouble nextTrouble() {
        return troubles.poll();
    }

    private synchronized Reply list(Request request) {
        expire();
        ArrayNode all = Json.array();
        for (Query query : queries.values()) {
            if (query.owner.equals(request.user())) {
                step(query);
                if (!query.hasVanished()) {
                    all.add(query.json(flows(query)));
                }
            }
        }
        return Reply.json(200, all);
    }

    private synchronized Reply poll(Request request, String id) {
        return with(
                request,
                id,
                query -> {
                    step(query);
                    return query.hasVanished()
                            ? unknown(id)
                            : Reply.json(200, query.json(flows(query)));
                });
    }

    private synchronized Reply download(Request request, String id) {
        return with(
                request,
                id,
                query -> {
                    if (!query.status().equals("completed")) {
                        return Reply.error(404, "not_found_error", "No result yet for " + id);
                    }
                    query.downloads++;
                    return new Download(query, flows(query)).reply(request, habits.gzip());
                });
    }

    private synchronized Reply cancel(Request request, String id) {
        JsonNode body = request.json();
        if (body == null || !body.path("status").asText().equals("cancel_requested")) {
            return Reply.error(
                    406, "input_validation_error", "Only status cancel_requested can be set");
        }
        return with(
                request,
                id,
                query -> {
                    query.cancel();
                    return Reply.of(204);
                });
    }

    private synchronized Reply draft(Request request, String id) {
        return with(
                request,
                id,
                query -> {
                    if (!query.status().equals("completed")) {
                        return Reply.error(406, "invalid_state", "The query is not completed");
                    }
                    query.draft();
                    return Reply.of(202);
                });
    }

    private synchronized Reply delete(Request request, String id) {
        return with(
                request,
                id,
                query -> {
                    queries.remove(id);
                    return Reply.of(204);
                });
    }

    private Reply with(Request request, String id, Function<Query, Reply> answer) {
        expire();
        Query query = queries.get(id);
        boolean own = query != null && query.owner.equals(request.user());
        return query != null && own ? answer.apply(query) : unknown(id);
    }

    private static Reply unknown(String id) {
        return Reply.error(404, "not_found_error", "No such traffic query: " + id);
    }

    private void step(Query query) {
        long working =
                queries.values().stream()
                        .filter(q -> q.owner.equals(query.owner) && q.status().equals("working"))
                        .count();
        boolean free = query.status().equals("working") || working < habits.workers();
        query.poll(habits.polls(), free, clock.instant());
    }

    private long flows(Query query) {
        long cap = Math.min(query.question.maxResults(), habits.rowCap());
        return Math.min(query.answer.matches(), cap);
    }

    private void expire() {
        Instant oldest = clock.instant().minus(habits.queryLife());
        queries.values().removeIf(query -> query.createdAt.isBefore(oldest));
    }
}
