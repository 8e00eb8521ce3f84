package illumiomonitor.engine.reference;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * Bodies of reference objects that are longer than a column may be, such as IP lists of 100,000
 * ranges: kept in parts. Not thread-safe.
 */
final class Bodies {

    /** Characters of a column. */
    private static final int LONGEST = 1_000_000;

    private Bodies() {}

    static boolean isLong(String body) {
        return body.length() > LONGEST;
    }

    /** What stands in the object's own row, as JSON: how long the body is. */
    static String instead(String body) {
        return "{\"characters\":" + body.length() + "}";
    }

    static void write(Handle handle, long objectId, String body) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into reference_part (object_id, part, body)
                        values (:object, :part, :body)
                        """);
        int part = 0;
        for (int from = 0; from < body.length(); part++) {
            int to = Math.min(from + LONGEST, body.length());
            if (to < body.length() && Character.isHighSurrogate(body.charAt(to - 1))) {
                to--; // a sign of two halves stays whole
            }
            batch.bind("object", objectId)
                    .bind("part", part)
                    .bind("body", body.substring(from, to))
                    .add();
            from = to;
        }
        batch.execute();
    }

    /**
     * The long bodies by object.
     *
     * @param parts its rows are object and piece, the pieces of an object in their order
     */
    static Map<Long, String> of(Query parts) {
        Map<Long, StringBuilder> pieces = new HashMap<>();
        parts.map((row, ctx) -> Map.entry(row.getLong(1), row.getString(2)))
                .forEach(
                        piece ->
                                pieces.computeIfAbsent(piece.getKey(), id -> new StringBuilder())
                                        .append(piece.getValue()));
        Map<Long, String> bodies = new HashMap<>();
        pieces.forEach((object, text) -> bodies.put(object, text.toString()));
        return bodies;
    }
}
