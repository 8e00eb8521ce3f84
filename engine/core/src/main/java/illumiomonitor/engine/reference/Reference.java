package illumiomonitor.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.engine.pce.PceList;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a PCE's lists said as of a tick. Immutable, but for nothing that shows. */
public final class Reference {

    /** Of a PCE whose lists were never read. */
    static final Reference NONE = new Reference(0, "", List.of(), Heartbeats.NONE);

    private final long version;
    private final Map<PceList, List<Item>> items = new EnumMap<>(PceList.class);
    private final IpLists ipLists;
    private final LabelGroups groups;
    private final List<Workload> workloads;
    private final Map<String, Workload> byHref = new HashMap<>();

    /** By name, host name and address, in small letters; of those that several bear, nothing. */
    private final Map<String, Optional<Workload>> byName = new HashMap<>();

    /**
     * @param version of the set; equal versions of one PCE are equal sets
     * @param stored the objects that hold
     * @param beats of their VENs
     */
    Reference(long version, String pce, List<Version> stored, Heartbeats beats) {
        this.version = version;
        for (PceList list : PceList.values()) {
            items.put(list, new ArrayList<>());
        }
        stored.forEach(each -> list(each.item().kind()).add(each.item()));
        this.ipLists = IpLists.of(list(PceList.IP_LISTS));
        this.groups = new LabelGroups(list(PceList.LABELS), list(PceList.LABEL_GROUPS));
        Map<String, Item> labels =
                list(PceList.LABELS).stream()
                        .collect(Collectors.toMap(Item::href, each -> each, (one, other) -> one));
        List<Workload> made = new ArrayList<>();
        for (Version each : stored) {
            if (each.item().kind() == PceList.WORKLOADS) {
                Workload workload = workload(pce, each, beats, labels);
                made.add(workload);
                known(workload, each.item().body());
            }
        }
        this.workloads = List.copyOf(made);
    }

    private List<Item> list(PceList kind) {
        return items.getOrDefault(kind, List.of());
    }

    private void known(Workload workload, JsonNode body) {
        called(workload.name(), workload);
        called(workload.hostname(), workload);
        workload.addresses().forEach(ip -> called(ip, workload));
        byHref.put(workload.href(), workload);
        for (String key : List.of("agent", "ven")) {
            String href = Item.text(body, key);
            if (!href.isEmpty()) {
                byHref.put(href, workload);
            }
        }
    }

    private static Workload workload(
            String pce, Version version, Heartbeats beats, Map<String, Item> known) {
        Item item = version.item();
        JsonNode body = item.body();
        String agent = Item.text(body, "agent");
        String ven = Item.text(body, "ven");
        boolean managed = body.path("managed").asBoolean();
        List<String> ips = new ArrayList<>();
        body.path("ips").forEach(each -> ips.add(each.asText()));
        Heartbeats.Heard heard = beats.of(item.href(), agent, ven);
        return new Workload(
                pce,
                item.href(),
                item.name(),
                Item.text(body, "hostname"),
                ips,
                managed,
                !managed || body.path("online").asBoolean(true),
                Item.text(body, "enforcement"),
                labels(body.path("labels"), known),
                version.labelsSince(),
                heard.at(),
                Item.either(agent, ven),
                heard.readAt());
    }

    private static Map<String, String> labels(JsonNode body, Map<String, Item> known) {
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : body.properties()) {
            Item label = known.get(each.getKey());
            if (label == null) {
                labels.put(each.getKey(), each.getValue().asText());
            } else {
                labels.put(Item.text(label.body(), "key"), Item.text(label.body(), "value"));
            }
        }
        return labels;
    }

    /** Equal versions of one PCE are equal sets; 0 when the lists were never read. */
    public long version() {
        return version;
    }

    /** Whether the lists were ever read. */
    public boolean isThere() {
        return version > 0;
    }

    /** All workloads, in the order of their names. */
    public List<Workload> workloads() {
        return workloads;
    }

    /** Names of all IP lists. */
    public Set<String> ipLists() {
        return names(PceList.IP_LISTS);
    }

    /** Names of all label groups. */
    public Set<String> labelGroups() {
        return names(PceList.LABEL_GROUPS);
    }

    private Set<String> names(PceList kind) {
        return list(kind).stream().map(Item::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private void called(String name, Workload workload) {
        if (!name.isEmpty()) {
            byName.merge(
                    name.toLowerCase(Locale.ROOT),
                    Optional.of(workload),
                    (one, other) -> one.equals(other) ? one : Optional.empty());
        }
    }

    /** The workload with this href, or of this agent or VEN. */
    public Optional<Workload> workloadOf(String href) {
        return Optional.ofNullable(byHref.get(href));
    }

    /** The only workload with this name, host name or address. */
    public Optional<Workload> workloadCalled(String name) {
        return byName.getOrDefault(name.toLowerCase(Locale.ROOT), Optional.empty());
    }

    /** Host name, else name, of the workload with this href, or of this agent or VEN; or empty. */
    public String hostOf(String href) {
        Workload workload = byHref.get(href);
        return workload == null ? "" : Item.either(workload.hostname(), workload.name());
    }

    /** The endpoint with what the lists add to it; the same one when they add nothing. */
    public Endpoint complete(Endpoint plain) {
        if (!isThere()) {
            return plain;
        }
        Workload workload = plain.href().isEmpty() ? null : byHref.get(plain.href());
        boolean online = workload == null || workload.online();
        String enforcement =
                plain.enforcement().isEmpty() && workload != null
                        ? workload.enforcement()
                        : plain.enforcement();
        List<String> lists = lists(plain);
        List<String> in = groups.holding(plain.labels());
        if (online
                && in.isEmpty()
                && lists.size() == plain.ipLists().size()
                && enforcement.equals(plain.enforcement())) {
            return plain;
        }
        return new Endpoint(
                plain.ip(),
                plain.href(),
                plain.name(),
                plain.managed(),
                enforcement,
                plain.labels(),
                lists,
                plain.fqdn(),
                online,
                in);
    }

    private List<String> lists(Endpoint plain) {
        List<String> holding = ipLists.holding(plain.ip());
        Collection<String> naming = ipLists.naming(plain.fqdn());
        if (plain.ipLists().isEmpty() && naming.isEmpty()) {
            return holding;
        }
        Set<String> all = new TreeSet<>(plain.ipLists());
        all.addAll(holding);
        all.addAll(naming);
        return List.copyOf(all);
    }
}
