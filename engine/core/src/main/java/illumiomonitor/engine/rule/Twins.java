package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** Which outbound rows no longer count because an inbound twin was committed. */
final class Twins {

    private static final KeyRuns UNCOUNTED =
            new KeyRuns(
                    """
                    select u.flow_id
                      from uncounted u
                      join pull p on p.pull_id = u.pull_id and p.outcome in ('OK', 'PARTIAL')
                    """,
                    "u.flow_id");

    private Twins() {}

    /** Of these flows, sorted, the ones that do not count, sorted. */
    static long[] uncounted(Connection connection, long[] flows)
            throws SQLException, InterruptedException {
        long[] found = new long[flows.length];
        int[] size = {0};
        UNCOUNTED.read(
                connection,
                flows,
                row -> {
                    long id = row.getLong(1);
                    if (Arrays.binarySearch(flows, id) >= 0) {
                        found[size[0]++] = id;
                    }
                });
        long[] all = Arrays.copyOf(found, size[0]);
        Arrays.sort(all);
        return all;
    }
}
