package illumiomonitor.lab.estate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.http.Habits;
import illumiomonitor.lab.http.Reply;
import illumiomonitor.lab.http.Router;
import illumiomonitor.lab.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Workloads, VENs, labels and policy objects, to be read. */
public final class EstatePages {

    private static final String POLICY = "/orgs/1/sec_policy/active/";

    private final Estate estate;
    private final Habits habits;
    private final Jobs jobs;
    private final ObjectJson json;

    public EstatePages(Estate estate, Habits habits, Jobs jobs, Clock clock) {
        this.estate = estate;
        this.habits = habits;
        this.jobs = jobs;
        this.json = new ObjectJson(clock);
    }

    public void mount(Router router) {
        jobs.mount(router);
        mountWorkloads(router, this::workloads);
        mount(
                router,
                "/orgs/1/vens",
                () -> each(estate.hosts().stream().filter(Host::managed).toList(), json::ven),
                Map.of(
                        "hostname",
                        Collection.part("hostname"),
                        "status",
                        Collection.equal("status")));
        mountLabels(router, () -> each(List.copyOf(estate.labels()), json::label));
        mount(router, "/orgs/1/label_dimensions", this::dimensions, Map.of());
        mount(
                router,
                POLICY + "ip_lists",
                () -> each(estate.ipLists(), IpList::json),
                Map.of("name", Collection.part("name")));
        mount(
                router,
                POLICY + "services",
                () ->
                        List.of(
                                json.service(1, "All Services", -1, 0),
                                json.service(88, "SMB", 6, 445)),
                Map.of("name", Collection.part("name")));
        mount(
                router,
                POLICY + "label_groups",
                () -> each(estate.labelGroups(), LabelGroup::json),
                Map.of("name", Collection.part("name")));
        router.on(
                "GET",
                "/orgs/1/traffic_flows/database_metrics",
                (request, id) -> Reply.json(200, json.databaseMetrics()));
    }

    /** Lays the route to these workloads. */
    public void mountWorkloads(Router router, Supplier<List<ObjectNode>> workloads) {
        mount(router, "/orgs/1/workloads", workloads, workloadFilters());
    }

    /** Lays the route to these labels. */
    public void mountLabels(Router router, Supplier<List<ObjectNode>> labels) {
        mount(
                router,
                "/orgs/1/labels",
                labels,
                Map.of("key", Collection.part("key"), "value", Collection.part("value")));
    }

    private void mount(
            Router router,
            String path,
            Supplier<List<ObjectNode>> objects,
            Map<String, BiPredicate<ObjectNode, String>> filters) {
        Collection collection = new Collection(objects, filters, habits, jobs);
        router.on("GET", path, (request, id) -> collection.list(request));
        router.on("GET", path + "/{id}", (request, id) -> collection.one(path + "/" + id));
    }

    private static <T> List<ObjectNode> each(List<T> things, Function<T, ObjectNode> json) {
        return things.stream().map(json).collect(Collectors.toCollection(ArrayList::new));
    }

    private List<ObjectNode> workloads() {
        return each(estate.hosts(), json::workload);
    }

    private List<ObjectNode> dimensions() {
        Set<String> keys = new TreeSet<>(Set.of("role", "app", "env", "loc"));
        estate.labels().forEach(label -> keys.add(label.key()));
        return each(List.copyOf(keys), json::dimension);
    }

    private static Map<String, BiPredicate<ObjectNode, String>> workloadFilters() {
        return Map.of(
                "managed", Collection.equal("managed"),
                "online", Collection.equal("online"),
                "enforcement_mode", Collection.equal("enforcement_mode"),
                "name", Collection.part("name"),
                "hostname", Collection.part("hostname"),
                "ip_address", EstatePages::hasAddress,
                "labels", EstatePages::hasLabels);
    }

    private static boolean hasAddress(ObjectNode workload, String part) {
        for (JsonNode interfaceNode : workload.path("interfaces")) {
            if (interfaceNode.path("address").asText().contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** A list of lists of hrefs: any of the outer, all of the inner. */
    private static boolean hasLabels(ObjectNode workload, String lists) {
        Set<String> own = workload.findValuesAsText("href").stream().collect(Collectors.toSet());
        for (JsonNode inner : Json.read(lists)) {
            boolean all = true;
            for (JsonNode href : (ArrayNode) inner) {
                all &= own.contains(href.asText());
            }
            if (all) {
                return true;
            }
        }
        return false;
    }
}
