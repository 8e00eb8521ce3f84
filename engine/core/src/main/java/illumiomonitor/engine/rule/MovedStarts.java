package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** First times of flow rows that a later answer moved earlier. Few; read on as they come. */
final class MovedStarts {

    private final LongTable<Long> starts = new LongTable<>();
    private long readUpTo;

    /** The earliest known start of a flow row, microseconds. */
    synchronized long of(StoredFlow flow) {
        Long moved = starts.get(flow.flowId());
        return moved == null ? flow.firstDetected() : Math.min(moved, flow.firstDetected());
    }

    /** Reads what committed pulls have added; stops at the first row of a pull that is not yet. */
    synchronized void readOn(Connection connection) throws SQLException {
        String sql =
                """
                select m.moved_id, m.flow_id, m.first_detected, p.outcome
                  from flow_moved m
                  left join pull p on p.pull_id = m.pull_id
                 where m.moved_id > ?
                 order by m.moved_id
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, readUpTo);
            try (ResultSet rs = statement.executeQuery()) {
                boolean steady = true;
                while (rs.next()) {
                    String outcome = rs.getString(4);
                    steady &= !"OPEN".equals(outcome);
                    if ("OK".equals(outcome) || "PARTIAL".equals(outcome)) {
                        long start = Micros.of(rs.getObject(3, OffsetDateTime.class));
                        Long known = starts.get(rs.getLong(2));
                        starts.put(rs.getLong(2), known == null ? start : Math.min(known, start));
                    }
                    if (steady) {
                        readUpTo = rs.getLong(1);
                    }
                }
            }
        }
    }
}
