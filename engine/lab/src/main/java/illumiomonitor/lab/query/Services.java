package illumiomonitor.lab.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The service part of a traffic query: ports, protocols, processes. */
final class Services {

    private static final Set<String> KEYS =
            Set.of("port", "to_port", "proto", "process_name", "windows_service_name");

    private Services() {}

    static Predicate<FlowView> filter(JsonNode services) {
        Check.onlyKeys(services, "#/services", Set.of("include", "exclude"));
        JsonNode include = Check.array(services.get("include"), "#/services/include");
        Predicate<FlowView> in = any(include, "#/services/include");
        Predicate<FlowView> out =
                services.has("exclude")
                        ? any(
                                Check.array(services.get("exclude"), "#/services/exclude"),
                                "#/services/exclude")
                        : row -> false;
        return include.isEmpty() ? out.negate() : in.and(out.negate());
    }

    private static Predicate<FlowView> any(JsonNode list, String place) {
        Predicate<FlowView> any = row -> false;
        for (JsonNode service : list) {
            any = any.or(one(service, place));
        }
        return any;
    }

    private static Predicate<FlowView> one(JsonNode service, String place) {
        Check.onlyKeys(Check.object(service, place), place, KEYS);
        Predicate<FlowView> all = row -> true;
        if (service.has("port")) {
            int from = Check.integer(service.get("port"), place + "/port", 0, 65_535);
            int to = service.has("to_port") ? end(service, place, from) : from;
            all = all.and(row -> row.port() >= from && row.port() <= to && !isIcmp(row));
        } else if (service.has("to_port")) {
            throw Invalid.schema("The property '" + place + "' has to_port without port");
        }
        if (service.has("proto")) {
            int proto = Check.integer(service.get("proto"), place + "/proto", -1, 255);
            all = all.and(row -> row.proto() == proto);
        }
        return all.and(text(service, "process_name", place, FlowView::process))
                .and(text(service, "windows_service_name", place, FlowView::service));
    }

    private static int end(JsonNode service, String place, int from) {
        int to = Check.integer(service.get("to_port"), place + "/to_port", 0, 65_535);
        if (to <= from) {
            throw Invalid.schema("The property '" + place + "/to_port' must be greater than port");
        }
        return to;
    }

    private static Predicate<FlowView> text(
            JsonNode service, String name, String place, Function<FlowView, String> of) {
        if (!service.has(name)) {
            return row -> true;
        }
        String wanted = Check.text(service.get(name), place + "/" + name);
        return row -> of.apply(row).equals(wanted);
    }

    private static boolean isIcmp(FlowView row) {
        return row.proto() == 1 || row.proto() == 58;
    }
}
