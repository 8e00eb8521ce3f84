package illumiomonitor.engine.rule;

import illumiomonitor.spi.Endpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What flows are made of: flow rows, endpoint versions and texts, each written once. */
final class Dictionary {

    private static final int SHARED = 100_000;

    private final Map<String, Map<String, String>> labels = new ConcurrentHashMap<>();
    private final Map<String, List<String>> lists = new ConcurrentHashMap<>();

    final KeptRows<StoredFlow> flows =
            new KeptRows<>(
                    250_000,
                    new KeyRuns(
                            """
                            select flow_id, port, proto, process, user_name, service, state,
                                   transmission, direction, decision, first_detected, counted
                              from flow
                            """,
                            "flow_id"),
                    Dictionary::flow);

    final KeptRows<Endpoint> endpoints =
            new KeptRows<>(
                    50_000,
                    new KeyRuns(
                            """
                            select endpoint_id, ip, href, name, managed, enforcement, labels,
                                   ip_lists, fqdn
                              from endpoint
                            """,
                            "endpoint_id"),
                    this::endpoint);

    final KeptRows<String> terms =
            new KeptRows<>(
                    50_000,
                    new KeyRuns("select term_id, text from term", "term_id"),
                    row -> row.getString(2));

    private static StoredFlow flow(ResultSet row) throws SQLException {
        return new StoredFlow(
                row.getLong(1),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                row.getInt(7),
                row.getInt(8),
                row.getInt(9),
                row.getInt(10),
                Micros.of(row.getObject(11, OffsetDateTime.class)),
                row.getBoolean(12));
    }

    private Endpoint endpoint(ResultSet row) throws SQLException {
        if (labels.size() > SHARED || lists.size() > SHARED) {
            labels.clear();
            lists.clear();
        }
        return new Endpoint(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getString(6).intern(),
                labels.computeIfAbsent(row.getString(7), Dictionary::labels),
                lists.computeIfAbsent(row.getString(8), Dictionary::list),
                row.getString(9));
    }

    /** Reads sorted key=value pairs; a part without a key belongs to the value before it. */
    static Map<String, String> labels(String written) {
        Map<String, String> labels = new HashMap<>();
        String key = "";
        for (String part : list(written)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                key = part.substring(0, equals);
                labels.put(key, part.substring(equals + 1));
            } else if (!key.isEmpty()) {
                labels.merge(key, part, (before, more) -> before + "," + more);
            }
        }
        return Map.copyOf(labels);
    }

    static List<String> list(String written) {
        if (written.isEmpty()) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int comma = written.indexOf(','); comma >= 0; comma = written.indexOf(',', from)) {
            parts.add(written.substring(from, comma));
            from = comma + 1;
        }
        parts.add(written.substring(from));
        return List.copyOf(parts);
    }
}
