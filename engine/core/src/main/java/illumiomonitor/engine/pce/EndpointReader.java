package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.spi.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code src} and {@code dst} of traffic rows. Not thread-safe. */
final class EndpointReader {

    private final SliceCache<Endpoint> known = new SliceCache<>(24 << 20);
    private final SliceCache<Map<String, String>> knownLabels = new SliceCache<>(4 << 20);
    private final SliceCache<List<String>> knownLists = new SliceCache<>(4 << 20);
    private final Scalars scalars;
    private final LabelCache labels;
    private final Warnings warnings;
    private final Members members = new Members();
    private final Members workload = new Members();

    private String ip = "";
    private String fqdn = "";
    private String href = "";
    private String name = "";
    private String hostname = "";
    private String service = "";
    private boolean managed;
    private String enforcement = "";
    private Map<String, String> labelValues = Map.of();
    private List<String> ipLists = List.of();

    EndpointReader(Scalars scalars, LabelCache labels, Warnings warnings) {
        this.scalars = scalars;
        this.labels = labels;
        this.warnings = warnings;
    }

    Endpoint read(byte[] in, int from, int to) throws Unreadable, PceFault, InterruptedException {
        Endpoint seen = known.get(in, from, to);
        return seen != null ? seen : known.put(in, from, to, endpoint(in, from, to));
    }

    private Endpoint endpoint(byte[] in, int from, int to)
            throws Unreadable, PceFault, InterruptedException {
        clear();
        if (!members.open(in, from, to)) {
            throw new Unreadable("has an endpoint that is no object");
        }
        while (members.next()) {
            if (!members.isNull()) {
                member(scalars.key(members));
            }
        }
        if (ip.isBlank()) {
            throw new Unreadable("has an endpoint without ip");
        }
        return new Endpoint(
                ip,
                href,
                Json.either(Json.either(name, hostname), Json.either(fqdn, service)),
                managed && !href.isEmpty(),
                enforcement,
                labelValues,
                ipLists,
                fqdn);
    }

    private void clear() {
        ip = "";
        fqdn = "";
        href = "";
        name = "";
        hostname = "";
        service = "";
        managed = true; // what has an href and does not say runs a VEN nearly always
        enforcement = "";
        labelValues = Map.of();
        ipLists = List.of();
    }

    private void member(String key) throws Unreadable, PceFault, InterruptedException {
        switch (key) {
            case "ip" -> ip = Scalars.rareText(members);
            case "fqdn" -> fqdn = Scalars.rareText(members);
            case "ip_lists" -> ipLists = ipLists();
            case "virtual_service", "virtual_server" -> service = scalars.text(members);
            case "workload" -> workload();
            default -> {
                // nothing that an endpoint is known by
            }
        }
    }

    private void workload() throws Unreadable, PceFault, InterruptedException {
        if (!workload.open(members.bytes(), members.from(), members.to())) {
            return;
        }
        while (workload.next()) {
            if (workload.isNull()) {
                continue;
            }
            switch (scalars.key(workload)) {
                case "href" -> href = Scalars.rareText(workload);
                case "name" -> name = Scalars.rareText(workload);
                case "hostname" -> hostname = Scalars.rareText(workload);
                case "managed" -> managed = !scalars.text(workload).equals("false");
                case "enforcement_mode" -> enforcement = scalars.text(workload);
                case "labels" -> labelValues = labels();
                default -> {
                    // nothing that an endpoint is known by
                }
            }
        }
    }

    private Map<String, String> labels() throws Unreadable, PceFault, InterruptedException {
        byte[] in = workload.bytes();
        Map<String, String> seen = knownLabels.get(in, workload.from(), workload.to());
        if (seen != null) {
            return seen;
        }
        Map<String, String> read = labels(Scalars.tree(in, workload.from(), workload.to()));
        return knownLabels.put(in, workload.from(), workload.to(), Map.copyOf(read));
    }

    private List<String> ipLists() throws Unreadable {
        byte[] in = members.bytes();
        List<String> seen = knownLists.get(in, members.from(), members.to());
        if (seen != null) {
            return seen;
        }
        List<String> read = names(Scalars.tree(in, members.from(), members.to()));
        return knownLists.put(in, members.from(), members.to(), List.copyOf(read));
    }

    private Map<String, String> labels(JsonNode list) throws PceFault, InterruptedException {
        if (list.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode each : list) {
            String key = Json.text(each, "key");
            if (key.isEmpty()) {
                lookUp(each, values);
            } else {
                values.putIfAbsent(key, Json.text(each, "value"));
            }
        }
        return values;
    }

    private void lookUp(JsonNode label, Map<String, String> values)
            throws PceFault, InterruptedException {
        String href = label.isTextual() ? label.asText() : Json.text(label, "href");
        LabelRef found = labels.find(href);
        if (found == null) {
            warnings.count(
                    "the label %s is not in the PCE's list and was left out".formatted(href));
        } else {
            values.putIfAbsent(found.key(), found.value());
        }
    }

    private static List<String> names(JsonNode list) {
        if (list.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (JsonNode each : list) {
            String name = Json.either(Json.text(each, "name"), Json.text(each, "href"));
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
