package illumiomonitor.engine.pull;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Takes back what an unfinished pull has written, in small transactions. May be repeated. */
final class Removal {

    private static final int CHUNK = 2_000;

    private final Jdbi jdbi;

    Removal(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Removes the pull's rows; the pull's own row stays. */
    void rowsOf(long pullId) {
        while (jdbi.inTransaction(handle -> increments(handle, pullId)) == CHUNK) {
            // until none is left
        }
        jdbi.useTransaction(
                handle -> {
                    delete(handle, "delete from flow_moved where pull_id = :pull", pullId);
                    delete(handle, "delete from flow_note where pull_id = :pull", pullId);
                    delete(handle, "delete from uncounted where pull_id = :pull", pullId);
                    events(handle, pullId);
                });
    }

    /** A pull asks for no event that is older than this, and the table has an index on time. */
    private static void events(Handle handle, long pullId) {
        handle.createUpdate(
                        """
                        delete from event
                         where pull_id = :pull
                           and pce_id = (select pce_id from pull where pull_id = :pull and kind = 'EVENTS')
                           and at >= coalesce((select max(whole.window_to) - interval '1' hour
                                                 from pull whole
                                                 join pull this on this.pull_id = :pull and this.pce_id = whole.pce_id
                                                where whole.kind = 'EVENTS' and whole.outcome = 'OK'
                                                  and whole.window_to <= this.tick), :ever)
                        """)
                .bind("pull", pullId)
                .bind("ever", Times.utc(Instant.EPOCH))
                .execute();
    }

    /** Removes the pull's rows and the pull. */
    void all(long pullId) {
        rowsOf(pullId);
        jdbi.useHandle(handle -> delete(handle, "delete from pull where pull_id = :pull", pullId));
    }

    /**
     * Every flow row is written together with an increment that names it, so increments lead to the
     * flow rows; an own index for that would cost more than all the rest.
     */
    private static int increments(Handle handle, long pullId) {
        List<long[]> chunk =
                handle.createQuery(
                                """
                                select increment_id, flow_id
                                  from increment
                                 where increment_id > :from and increment_id < :to
                                 order by increment_id
                                 fetch first %d rows only
                                """
                                        .formatted(CHUNK))
                        .bind("from", pullId * Ids.INCREMENTS)
                        .bind("to", (pullId + 1) * Ids.INCREMENTS)
                        .map((row, ctx) -> new long[] {row.getLong(1), row.getLong(2)})
                        .list();
        if (chunk.isEmpty()) {
            return 0;
        }
        var flows =
                handle.prepareBatch("delete from flow where flow_id = :flow and pull_id = :pull");
        for (long[] row : chunk) {
            flows.bind("flow", row[1]).bind("pull", pullId).add();
        }
        flows.execute();
        handle.createUpdate(
                        "delete from increment where increment_id >= :from and increment_id <= :to")
                .bind("from", chunk.get(0)[0])
                .bind("to", chunk.get(chunk.size() - 1)[0])
                .execute();
        return chunk.size();
    }

    private static void delete(Handle handle, String sql, long pullId) {
        handle.createUpdate(sql).bind("pull", pullId).execute();
    }
}
