package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowQuery.PortRange;
import java.util.Locale;

/** A flow query in the PCE's words. */
final class QueryBody {

    private static final int MOST_ROWS = 200_000;

    private QueryBody() {}

    static String of(FlowQuery query, String name) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("query_name", name);
        ObjectNode sources = side(body.putObject("sources"));
        if (!query.srcLabel().isEmpty()) {
            label((ArrayNode) sources.path("include").path(0), query.srcLabel());
        }
        query.notSrcLabels().forEach(href -> label((ArrayNode) sources.path("exclude"), href));
        side(body.putObject("destinations"));
        services(body.putObject("services"), query);
        body.put("sources_destinations_query_op", "and");
        body.put("start_date", Times.from(query.window().from()));
        body.put("end_date", Times.to(query.window().to()));
        ArrayNode decisions = body.putArray("policy_decisions");
        for (Decision each : Decision.values()) {
            if (query.decisions().contains(each)) {
                decisions.add(each.name().toLowerCase(Locale.ROOT));
            }
        }
        body.putArray("boundary_decisions");
        body.put("exclude_workloads_from_ip_list_query", true);
        body.put("max_results", maxRows(query));
        return body.toString();
    }

    static int maxRows(FlowQuery query) {
        return Math.max(1, Math.min(query.maxRows(), MOST_ROWS));
    }

    /** {@code [[]]} means any; a bare {@code []} means any or nothing, depending on the release. */
    private static ObjectNode side(ObjectNode side) {
        side.putArray("include").addArray();
        side.putArray("exclude");
        return side;
    }

    private static void label(ArrayNode list, String href) {
        list.addObject().putObject("label").put("href", href);
    }

    private static void services(ObjectNode services, FlowQuery query) {
        ArrayNode include = services.putArray("include");
        services.putArray("exclude");
        boolean all = query.ports().stream().anyMatch(range -> range.proto() < 0);
        if (!all) {
            query.ports().forEach(range -> service(include.addObject(), range));
        }
    }

    private static void service(ObjectNode service, PortRange range) {
        boolean everyPort = range.from() <= 0 && range.to() >= 65535;
        boolean hasPorts = range.proto() == 6 || range.proto() == 17 || range.to() > 0;
        if (hasPorts && !everyPort) {
            service.put("port", range.from());
            if (range.to() > range.from()) {
                service.put("to_port", range.to());
            }
        }
        service.put("proto", range.proto());
    }
}
