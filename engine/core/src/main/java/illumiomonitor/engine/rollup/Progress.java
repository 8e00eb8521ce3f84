package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;

/** How far the pulls of a PCE have been taken in, and which hours and days that leaves to make. */
final class Progress {

    static final String HOUR = "HOUR";
    static final String DAY = "DAY";

    /**
     * A committed pull.
     *
     * @param from earliest start of its increments
     * @param to latest end of them
     */
    record Pull(long id, Instant tick, Instant from, Instant to, boolean any) {}

    private final Store store;

    Progress(Store store) {
        this.store = store;
    }

    long upTo(int pceId) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select pull_id from rollup_upto where pce_id = ?")
                                        .bind(0, pceId)
                                        .mapTo(Long.class)
                                        .findOne()
                                        .orElse(0L));
    }

    /** Committed pulls that are not taken in and that no open one of the PCE precedes. */
    List<Pull> pulls(int pceId) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select p.pull_id, p.tick, p.spans_from, p.spans_to
                                                  from pull p
                                                 where p.pce_id = :pce
                                                   and p.kind = 'TRAFFIC'
                                                   and p.outcome in ('OK', 'PARTIAL')
                                                   and p.pull_id > :upto
                                                   and p.pull_id < coalesce((select min(o.pull_id)
                                                                               from pull o
                                                                              where o.pce_id = :pce
                                                                                and o.kind = 'TRAFFIC'
                                                                                and o.outcome = 'OPEN'), p.pull_id + 1)
                                                 order by p.pull_id
                                                """)
                                        .bind("pce", pceId)
                                        .bind("upto", upTo(pceId))
                                        .map(Progress::pull)
                                        .list());
    }

    private static Pull pull(RowView row) {
        Instant tick = instant(row, "tick").orElseThrow();
        Optional<Instant> from = instant(row, "spans_from");
        return new Pull(
                row.getColumn("pull_id", Long.class),
                tick,
                from.orElse(tick),
                instant(row, "spans_to").orElse(tick),
                from.isPresent());
    }

    private static Optional<Instant> instant(RowView row, String column) {
        return Optional.ofNullable(row.getColumn(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    /** Marks what has to be made, and the pull as taken in, at once. */
    static void taken(
            Handle handle, int pceId, long pull, Collection<Long> hours, Collection<Long> days) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into rollup_due (pce_id, kind, start_at)
                        select p.pce_id, cast(:kind as varchar), cast(:at as timestamp with time zone)
                          from pce p
                         where p.pce_id = :pce
                           and not exists (select 1 from rollup_due d
                                            where d.pce_id = :pce and d.kind = :kind and d.start_at = :at)
                        """);
        hours.forEach(hour -> add(batch, pceId, HOUR, Hours.start(hour)));
        days.forEach(day -> add(batch, pceId, DAY, Hours.dayStart(day)));
        if (batch.size() > 0) {
            batch.execute();
        }
        int moved =
                handle.execute("update rollup_upto set pull_id = ? where pce_id = ?", pull, pceId);
        if (moved == 0) {
            handle.execute("insert into rollup_upto (pce_id, pull_id) values (?, ?)", pceId, pull);
        }
    }

    private static void add(PreparedBatch batch, int pceId, String kind, Instant at) {
        batch.bind("pce", pceId).bind("kind", kind).bind("at", Hours.utc(at)).add();
    }

    /** What is due and begins before this, the oldest first. */
    List<Instant> due(int pceId, String kind, Instant before) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select start_at
                                                  from rollup_due
                                                 where pce_id = :pce
                                                   and kind = :kind
                                                   and start_at < :before
                                                 order by start_at
                                                """)
                                        .bind("pce", pceId)
                                        .bind("kind", kind)
                                        .bind("before", Hours.utc(before))
                                        .mapTo(Instant.class)
                                        .list());
    }

    /** It was made from all that was taken in. */
    void made(int pceId, String kind, Instant start) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "delete from rollup_due where pce_id = ? and kind = ? and start_at = ?",
                                        pceId,
                                        kind,
                                        Hours.utc(start)));
    }
}
