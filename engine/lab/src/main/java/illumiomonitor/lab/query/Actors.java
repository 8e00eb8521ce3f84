package illumiomonitor.lab.query;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.estate.Cidr;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The source or the destination part of a traffic query. */
final class Actors {

    private static final Set<String> BY_HREF =
            Set.of(
                    "label",
                    "label_group",
                    "workload",
                    "ip_list",
                    "virtual_service",
                    "virtual_server",
                    "user_group");
    private static final Pattern HREF = Pattern.compile("/orgs/\\d+/.+");
    private static final Set<String> TRANSMISSIONS = Set.of("unicast", "broadcast", "multicast");

    private final String place;
    private final boolean destination;
    private final boolean notWorkloads;

    Actors(String place, boolean destination, boolean notWorkloads) {
        this.place = place;
        this.destination = destination;
        this.notWorkloads = notWorkloads;
    }

    /** A list of lists: any of the outer, all of the inner. Nothing said means everybody. */
    Predicate<FlowView> include(JsonNode part) {
        Check.onlyKeys(part, place, Set.of("include", "exclude"));
        JsonNode outer = Check.array(part.get("include"), place + "/include");
        if (outer.isEmpty()) {
            return row -> true;
        }
        Predicate<FlowView> any = row -> false;
        for (JsonNode inner : outer) {
            Predicate<FlowView> all = row -> true;
            for (JsonNode actor : Check.array(inner, place + "/include")) {
                all = all.and(actor(actor, place + "/include", false));
            }
            any = any.or(all);
        }
        return any;
    }

    /** A flat list: any of it. */
    Predicate<FlowView> exclude(JsonNode part) {
        Predicate<FlowView> any = row -> false;
        if (part.has("exclude")) {
            for (JsonNode actor : Check.array(part.get("exclude"), place + "/exclude")) {
                any = any.or(actor(actor, place + "/exclude", true));
            }
        }
        return any;
    }

    private Predicate<FlowView> actor(JsonNode actor, String where, boolean excluding) {
        if (Check.object(actor, where).size() != 1) {
            throw Invalid.schema("The property '" + where + "' needs objects of one key");
        }
        String kind = actor.fieldNames().next();
        JsonNode value = actor.get(kind);
        if (BY_HREF.contains(kind)) {
            return byHref(kind, href(value, where + "/" + kind));
        }
        return switch (kind) {
            case "ip_address" -> address(Check.text(value, where + "/ip_address"));
            case "actors" -> row -> !end(row).workload().isEmpty();
            case "transmission" -> transmission(value, where, excluding);
            case "fqdn" -> fqdn(value, where, excluding);
            default ->
                    throw Invalid.schema(
                            "The property '%s' contains additional properties [\"%s\"]"
                                    .formatted(where, kind));
        };
    }

    private static String href(JsonNode value, String where) {
        Check.onlyKeys(Check.object(value, where), where, Set.of("href", "type"));
        String href = Check.text(value.get("href"), where + "/href");
        if (!HREF.matcher(href).matches()) {
            throw Invalid.uri(href);
        }
        return href;
    }

    private Predicate<FlowView> byHref(String kind, String href) {
        return switch (kind) {
            case "label" -> row -> end(row).labels().contains(href);
            case "workload" -> row -> end(row).workload().equals(href);
            case "ip_list" -> {
                String id = href.substring(href.lastIndexOf('/') + 1);
                yield row ->
                        end(row).ipLists().contains(id)
                                && (end(row).workload().isEmpty() || !notWorkloads);
            }
            default -> row -> false;
        };
    }

    private Predicate<FlowView> address(String text) {
        try {
            Cidr block = Cidr.of(text);
            return row -> block.contains(end(row).ip());
        } catch (IllegalArgumentException e) {
            Invalid invalid =
                    Invalid.schema("The property '" + place + "' has no address: " + text);
            invalid.initCause(e);
            throw invalid;
        }
    }

    private Predicate<FlowView> transmission(JsonNode value, String where, boolean excluding) {
        if (!excluding || !TRANSMISSIONS.contains(Check.text(value, where + "/transmission"))) {
            throw Invalid.schema(
                    "The property '%s' contains additional properties [\"transmission\"]"
                            .formatted(where));
        }
        return row -> row.transmission().equals(value.asText());
    }

    private Predicate<FlowView> fqdn(JsonNode value, String where, boolean excluding) {
        if (!excluding || !destination) {
            throw Invalid.schema(
                    "The property '%s' contains additional properties [\"fqdn\"]".formatted(where));
        }
        String pattern = Check.text(value, where + "/fqdn").replace("*", "\\E.*\\Q");
        Pattern name = Pattern.compile("\\Q" + pattern + "\\E");
        return row -> name.matcher(end(row).fqdn()).matches();
    }

    private End end(FlowView row) {
        return destination ? row.dst() : row.src();
    }
}
