package illumiomonitor.db;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Which workloads with a VEN endpoint versions show. Read at the first question that needs it: most
 * flows keep their versions. Not thread-safe.
 */
final class Workloads {

    private final Jdbi jdbi;
    private @Nullable Map<Integer, String> hrefs;

    Workloads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Whether two endpoint versions are not of the same workload; without a VEN there is none. */
    boolean differ(int one, int other) {
        return one != other && !href(one).equals(href(other));
    }

    private String href(int endpointId) {
        Map<Integer, String> known = hrefs;
        if (known == null) {
            known = read();
            hrefs = known;
        }
        return known.getOrDefault(endpointId, "");
    }

    private Map<Integer, String> read() {
        Map<Integer, String> read = new HashMap<>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery("select endpoint_id, href from endpoint where managed")
                                .map((row, context) -> Map.entry(row.getInt(1), row.getString(2)))
                                .forEach(row -> read.put(row.getKey(), row.getValue())));
        return read;
    }
}
