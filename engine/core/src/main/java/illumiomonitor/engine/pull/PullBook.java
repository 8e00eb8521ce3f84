package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The rows of table pull of one PCE. Thread-safe. */
final class PullBook {

    static final String TRAFFIC = "TRAFFIC";
    static final String EVENTS = "EVENTS";
    static final String HEALTH = "HEALTH";

    private static final int LONGEST_REASON = 2000;

    private final Jdbi jdbi;
    private final Ids ids;
    private final int pceId;

    PullBook(Store store, int pceId) {
        this.jdbi = store.jdbi();
        this.ids = Ids.of(store);
        this.pceId = pceId;
    }

    /**
     * Begins a pull. Its rows are visible to nobody until it ends whole or partial. The row is
     * there before the next pull gets its id, so whoever follows the ids passes none by.
     */
    long open(String kind, Instant tick, long run, Instant now) {
        synchronized (ids) {
            long id = ids.pull(jdbi);
            insert(id, kind, tick, run, now);
            return id;
        }
    }

    private void insert(long id, String kind, Instant tick, long run, Instant now) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        insert into pull (pull_id, pce_id, run, kind, tick, window_from, window_to, asked_at)
                                        values (:id, :pce, :run, :kind, :tick, :tick, :tick, :now)
                                        """)
                                .bind("id", id)
                                .bind("pce", pceId)
                                .bind("run", run)
                                .bind("kind", kind)
                                .bind("tick", Times.utc(tick))
                                .bind("now", Times.utc(now))
                                .execute());
    }

    /** Removes a pull as if it had never begun; its rows are gone already. */
    void remove(long pullId) {
        jdbi.useHandle(handle -> remove(handle, pullId));
    }

    static void remove(Handle handle, long pullId) {
        handle.createUpdate("delete from pull where pull_id = :pull")
                .bind("pull", pullId)
                .execute();
    }

    /** Ends a pull; with this its rows become visible, unless it failed. */
    void end(Handle handle, long pullId, PullEnd end) {
        handle.createUpdate(
                        """
                        update pull
                           set outcome = :outcome, reason = :reason, problem = :problem,
                               window_from = :from, window_to = :to,
                               asked_at = :asked, answered_at = :answered, clock_offset_ms = :offset,
                               row_count = :rows, increments = :increments, merged = :merged,
                               stale = :stale, expired = :expired, bytes = :bytes,
                               first_flow_id = :firstFlow, counters = :counters, spans_from = :spansFrom, spans_to = :spansTo
                         where pull_id = :id
                        """)
                .bind("id", pullId)
                .bind("outcome", end.outcome().name())
                .bind("reason", Texts.clean(end.reason(), LONGEST_REASON))
                .bind("problem", end.problem())
                .bind("from", Times.utc(end.windowFrom()))
                .bind("to", Times.utc(end.windowTo()))
                .bind("asked", Times.utc(end.askedAt()))
                .bind("answered", Times.utc(end.answeredAt()))
                .bind("offset", end.clockOffsetMs())
                .bind("rows", end.rows())
                .bind("increments", end.increments())
                .bind("merged", end.merged())
                .bind("stale", end.stale())
                .bind("expired", end.expired())
                .bind("bytes", end.bytes())
                .bind("firstFlow", end.firstFlowId())
                .bind("counters", end.counters())
                .bind("spansFrom", Times.utcOrNull(end.spansFrom()))
                .bind("spansTo", Times.utcOrNull(end.spansTo()))
                .execute();
    }

    /**
     * End of the newest pull that was whole.
     *
     * @param now PCE time; what ends later was pulled while the PCE's clock was ahead, and covers
     *     nothing of what is still to come
     */
    Optional<Instant> lastWholeEnd(String kind, Instant now) {
        return newest(kind, now, "outcome = 'OK'");
    }

    /** End of the newest pull by now after which asking again brings nothing more. */
    Optional<Instant> lastAnsweredEnd(String kind, Instant now) {
        return newest(
                kind,
                now,
                "(outcome = 'OK' or outcome = 'PARTIAL' and problem = '%s')"
                        .formatted(PullEnd.INCOMPLETE));
    }

    /** End of the newest pull by now whose rows are visible. */
    Optional<Instant> lastEnd(String kind, Instant now) {
        return newest(kind, now, "outcome in ('OK', 'PARTIAL')");
    }

    private Optional<Instant> newest(String kind, Instant now, String such) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select max(window_to) from pull
                                         where pce_id = :pce and kind = :kind and window_to <= :now and\s
                                        """
                                                + such)
                                .bind("pce", pceId)
                                .bind("kind", kind)
                                .bind("now", Times.utc(now))
                                .map((row, ctx) -> Optional.ofNullable(Times.instantOrNull(row, 1)))
                                .one());
    }

    /** The newest tick as of which anything was tried, and so perhaps judged. */
    Optional<Instant> lastTick(Handle handle) {
        return handle.createQuery(
                        """
                        select max(tick) from pull
                         where pce_id = :pce and kind = 'TRAFFIC' and outcome <> 'OPEN'
                        """)
                .bind("pce", pceId)
                .map((row, ctx) -> Optional.ofNullable(Times.instantOrNull(row, 1)))
                .one();
    }

    /** The first tick as of which anything was pulled. */
    Optional<Instant> firstTick(Handle handle) {
        return handle.createQuery(
                        """
                        select min(tick) from pull
                         where pce_id = :pce and kind = 'TRAFFIC' and outcome in ('OK', 'PARTIAL')
                        """)
                .bind("pce", pceId)
                .map((row, ctx) -> Optional.ofNullable(Times.instantOrNull(row, 1)))
                .one();
    }
}
