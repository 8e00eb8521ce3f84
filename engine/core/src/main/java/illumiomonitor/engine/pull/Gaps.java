package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The stretches of time of which something is missing. Thread-safe. */
public final class Gaps {

    private final Jdbi jdbi;

    public Gaps(Store store) {
        this.jdbi = store.jdbi();
    }

    /**
     * A stretch of which something is missing, or was.
     *
     * @param kind TRAFFIC or EVENTS
     * @param closedAt null while it is missing
     * @param closedBy the pull that brought it, null while it is missing
     */
    public record Gap(
            long id,
            int pceId,
            String kind,
            Instant from,
            Instant to,
            String reason,
            Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable Long closedBy) {}

    /** The gaps of all PCEs, the newest first: all that are open, and the newest 1,000 at least. */
    public List<Gap> list() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select gap_id, pce_id, kind, from_at, to_at, reason, opened_at, closed_at, closed_by
                                          from gap
                                         where closed_at is null
                                            or gap_id in (select g.gap_id from gap g
                                                           order by g.gap_id desc
                                                           fetch first 1000 rows only)
                                         order by gap_id desc
                                        """)
                                .map(
                                        (row, ctx) ->
                                                new Gap(
                                                        row.getLong(1),
                                                        row.getInt(2),
                                                        row.getString(3),
                                                        Times.instant(row, 4),
                                                        Times.instant(row, 5),
                                                        row.getString(6),
                                                        Times.instant(row, 7),
                                                        Times.instantOrNull(row, 8),
                                                        row.getObject(9, Long.class)))
                                .list());
    }

    /** Opens a gap, or lets an open one that it meets reach further. */
    static void open(
            Handle handle,
            int pceId,
            String kind,
            Instant from,
            Instant to,
            String reason,
            Instant now) {
        int extended =
                handle.createUpdate(
                                """
                                update gap
                                   set from_at = case when from_at > :from then :from else from_at end,
                                       to_at = case when to_at < :to then :to else to_at end,
                                       reason = :reason
                                 where gap_id = (select max(g.gap_id) from gap g
                                                  where g.pce_id = :pce and g.kind = :kind and g.closed_at is null
                                                    and g.from_at <= :to and g.to_at >= :from)
                                """)
                        .bind("pce", pceId)
                        .bind("kind", kind)
                        .bind("from", Times.utc(from))
                        .bind("to", Times.utc(to))
                        .bind("reason", Texts.clean(reason, 2000))
                        .execute();
        if (extended == 0) {
            handle.createUpdate(
                            """
                            insert into gap (pce_id, kind, from_at, to_at, reason, opened_at)
                            values (:pce, :kind, :from, :to, :reason, :now)
                            """)
                    .bind("pce", pceId)
                    .bind("kind", kind)
                    .bind("from", Times.utc(from))
                    .bind("to", Times.utc(to))
                    .bind("reason", Texts.clean(reason, 2000))
                    .bind("now", Times.utc(now))
                    .execute();
        }
    }

    /**
     * Closes the gaps that a whole pull covers; of one that it covers from within, the rest stays.
     */
    static void close(
            Handle handle,
            int pceId,
            String kind,
            Instant from,
            Instant to,
            long pullId,
            Instant now) {
        handle.createUpdate(
                        """
                        update gap set closed_at = :now, closed_by = :pull
                         where pce_id = :pce and kind = :kind and closed_at is null
                           and from_at >= :from and to_at <= :to
                        """)
                .bind("pce", pceId)
                .bind("kind", kind)
                .bind("from", Times.utc(from))
                .bind("to", Times.utc(to))
                .bind("pull", pullId)
                .bind("now", Times.utc(now))
                .execute();
        handle.createUpdate(
                        """
                        update gap set to_at = :from
                         where pce_id = :pce and kind = :kind and closed_at is null
                           and from_at < :from and to_at > :from and to_at <= :to
                        """)
                .bind("pce", pceId)
                .bind("kind", kind)
                .bind("from", Times.utc(from))
                .bind("to", Times.utc(to))
                .execute();
    }
}
