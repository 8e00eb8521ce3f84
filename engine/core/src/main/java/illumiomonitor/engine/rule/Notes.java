package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What the answers of a window said of flows beside their decision. Most windows have nothing. */
final class Notes {

    private static final Note NONE = new Note("", "");

    private final Map<Long, Note> byFlow = new HashMap<>();

    /** As the PCE words it; empty where it said nothing. */
    record Note(String draft, String boundary) {}

    /** The newest note of each flow among these pulls, in ascending order. */
    static Notes of(Connection connection, Collection<Long> pulls) throws SQLException {
        Notes notes = new Notes();
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select flow_id, draft, boundary from flow_note where pull_id = ?")) {
            for (long pull : pulls) {
                query.setLong(1, pull);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        notes.byFlow.put(
                                rows.getLong(1),
                                new Note(rows.getString(2).intern(), rows.getString(3).intern()));
                    }
                }
            }
        }
        return notes;
    }

    Note of(long flowId) {
        return byFlow.isEmpty() ? NONE : byFlow.getOrDefault(flowId, NONE);
    }
}
