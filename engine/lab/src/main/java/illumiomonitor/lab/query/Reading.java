package illumiomonitor.lab.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the body of a traffic query as strictly as a PCE does. */
final class Reading {

    private static final Set<String> KEYS =
            Set.of(
                    "query_name",
                    "sources",
                    "destinations",
                    "services",
                    "sources_destinations_query_op",
                    "start_date",
                    "end_date",
                    "policy_decisions",
                    "boundary_decisions",
                    "max_results",
                    "exclude_workloads_from_ip_list_query",
                    "data_sources",
                    "aggregate_flows_across_days");

    static final Set<String> DECISIONS =
            Set.of("allowed", "potentially_blocked", "blocked", "unknown");
    private static final Set<String> BOUNDARIES =
            Set.of("blocked", "override_deny_rule", "blocked_non_illumio_rule");
    private static final Set<String> REPORTERS =
            Set.of("server", "endpoint", "flowlink", "scanner");

    private Reading() {}

    /**
     * Reads a body.
     *
     * @throws Invalid if a PCE would answer 406
     */
    static Question of(@Nullable JsonNode body, int most, Instant now) {
        if (body == null || !body.isObject()) {
            throw Invalid.schema("The property '#/' did not match the following type: object");
        }
        Check.onlyKeys(body, "#/", KEYS);
        String name = Check.text(Check.required(body, "query_name"), "#/query_name");
        int max = Check.integer(Check.required(body, "max_results"), "#/max_results", 1, most);
        Set<String> decisions =
                Check.words(
                        Check.required(body, "policy_decisions"), "#/policy_decisions", DECISIONS);
        Instant start = body.has("start_date") ? date(body, "start_date") : Instant.EPOCH;
        Instant end = body.has("end_date") ? date(body, "end_date") : now;
        if (start.isAfter(end)) {
            throw Invalid.schema("start_date must not be after end_date");
        }
        return new Question(
                name, start, end, decisions.isEmpty() ? DECISIONS : decisions, max, filter(body));
    }

    private static Instant date(JsonNode body, String field) {
        return Check.instant(body.get(field), field);
    }

    private static Predicate<FlowView> filter(JsonNode body) {
        boolean notWorkloads = body.path("exclude_workloads_from_ip_list_query").asBoolean(true);
        Actors sources = new Actors("#/sources", false, notWorkloads);
        Actors destinations = new Actors("#/destinations", true, notWorkloads);
        JsonNode from = Check.object(Check.required(body, "sources"), "#/sources");
        JsonNode to = Check.object(Check.required(body, "destinations"), "#/destinations");
        Predicate<FlowView> fromIn = sources.include(from);
        Predicate<FlowView> toIn = destinations.include(to);
        Predicate<FlowView> in = isOr(body) ? fromIn.or(toIn) : fromIn.and(toIn);
        Predicate<FlowView> out = sources.exclude(from).or(destinations.exclude(to));
        JsonNode services = Check.object(Check.required(body, "services"), "#/services");
        return in.and(out.negate())
                .and(Services.filter(services))
                .and(boundaries(body))
                .and(reporters(body));
    }

    private static boolean isOr(JsonNode body) {
        JsonNode op = body.get("sources_destinations_query_op");
        if (op == null) {
            return false;
        }
        String word = Check.text(op, "#/sources_destinations_query_op");
        if (!word.equals("and") && !word.equals("or")) {
            throw Invalid.schema(
                    "The property '#/sources_destinations_query_op' value \"%s\" did not match one of"
                                    .formatted(word)
                            + " the following values: and, or");
        }
        return word.equals("or");
    }

    /** No row of the lab has a boundary decision: asking for one finds nothing. */
    private static Predicate<FlowView> boundaries(JsonNode body) {
        JsonNode node = body.get("boundary_decisions");
        boolean any =
                node == null || Check.words(node, "#/boundary_decisions", BOUNDARIES).isEmpty();
        return row -> any;
    }

    private static Predicate<FlowView> reporters(JsonNode body) {
        JsonNode node = body.get("data_sources");
        if (node == null) {
            return row -> true;
        }
        Set<String> in = reporters(node, "include");
        Set<String> out = reporters(node, "exclude");
        return row ->
                (in.isEmpty() || in.contains(row.clientType())) && !out.contains(row.clientType());
    }

    private static Set<String> reporters(JsonNode node, String which) {
        return node.has(which)
                ? Check.words(node.get(which), "#/data_sources/" + which, REPORTERS)
                : Set.of();
    }
}
