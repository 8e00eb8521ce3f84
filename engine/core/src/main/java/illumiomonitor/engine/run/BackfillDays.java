package illumiomonitor.engine.run;

import illumiomonitor.db.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Which days before coverage one PCE has told already. Thread-safe. */
final class BackfillDays {

    private final Store store;
    private final int pceId;

    BackfillDays(Store store, int pceId) {
        this.store = store;
        this.pceId = pceId;
    }

    /** The first day that pulls cover; empty before the first pull. */
    Optional<LocalDate> covered() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select coverage_from
                                                  from pce
                                                 where pce_id = :pce
                                                   and coverage_from is not null
                                                """)
                                        .bind("pce", pceId)
                                        .map(
                                                (row, ctx) ->
                                                        row.getObject(1, OffsetDateTime.class)
                                                                .withOffsetSameInstant(
                                                                        ZoneOffset.UTC)
                                                                .toLocalDate())
                                        .findFirst());
    }

    /** Days that were learned whole. */
    Set<LocalDate> learned() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                new HashSet<>(
                                        handle.createQuery(
                                                        """
                                                        select utc_day
                                                          from backfill_day
                                                         where pce_id = :pce
                                                           and complete
                                                        """)
                                                .bind("pce", pceId)
                                                .map(
                                                        (row, ctx) ->
                                                                LocalDate.ofEpochDay(row.getInt(1)))
                                                .list()));
    }

    /** Remembers a day, in the caller's transaction. */
    void learned(
            Handle handle, LocalDate day, boolean complete, long rows, int edges, Instant now) {
        handle.execute(
                "delete from backfill_day where pce_id = ? and utc_day = ?",
                pceId,
                (int) day.toEpochDay());
        handle.execute(
                """
                insert into backfill_day (pce_id, utc_day, complete, row_count, edges, learned_at)
                values (?, ?, ?, ?, ?, ?)
                """,
                pceId,
                (int) day.toEpochDay(),
                complete,
                rows,
                edges,
                now.atOffset(ZoneOffset.UTC));
    }
}
