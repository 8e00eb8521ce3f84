package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;

/** The {@code service} of a traffic row. Absent numbers are 0, ICMP type and code -1. */
record Service(
        int port,
        int proto,
        int icmpType,
        int icmpCode,
        String process,
        String user,
        String service) {

    static final Service NONE = new Service(0, 0, -1, -1, "", "", "");

    static Service of(JsonNode node) throws Unreadable {
        long port = Json.number(node, "port", 0);
        if (port < 0 || port > 65535) {
            throw new Unreadable("has the port " + port);
        }
        return new Service(
                (int) port,
                (int) Json.number(node, "proto", 0),
                (int) Json.number(node, "icmp_type", -1),
                (int) Json.number(node, "icmp_code", -1),
                Json.text(node, "process_name"),
                Json.text(node, "user_name"),
                Json.text(node, "windows_service_name"));
    }
}
