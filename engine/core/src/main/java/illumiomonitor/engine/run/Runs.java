package illumiomonitor.engine.run;

import illumiomonitor.db.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The numbered runs in the store: begun, written to while they work, ended. */
public final class Runs {

    private final Store store;
    private final Clock clock;
    private final AtomicLong newest;

    public Runs(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.newest =
                new AtomicLong(
                        store.jdbi()
                                .withHandle(
                                        handle ->
                                                handle.createQuery(
                                                                "select coalesce(max(run), 0) from run")
                                                        .mapTo(Long.class)
                                                        .one()));
    }

    /** Ends what an earlier process left running. Call it once, before the first run. */
    public int endOrphans() {
        Instant now = clock.instant();
        return store.jdbi()
                .inTransaction(
                        handle -> {
                            handle.createUpdate(
                                            """
                            update run_step
                               set outcome = 'FAILED', ended_at = :now, message = 'the process ended here'
                             where ended_at is null
                            """)
                                    .bind("now", now)
                                    .execute();
                            return handle.createUpdate(
                                            """
                            update run
                               set result = 'STOPPED', ended_at = :now, reason = 'the process ended during this run'
                             where ended_at is null
                            """)
                                    .bind("now", now)
                                    .execute();
                        });
    }

    RunBook begin(int pceId, Cause cause, Instant tick) {
        long run = newest.incrementAndGet();
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                insert into run (run, pce_id, cause, tick, started_at)
                                values (:run, :pceId, :cause, :tick, :now)
                                """)
                                        .bind("run", run)
                                        .bind("pceId", pceId)
                                        .bind("cause", cause.name())
                                        .bind("tick", tick)
                                        .bind("now", clock.instant())
                                        .execute());
        return new RunBook(store, clock, run);
    }

    /**
     * Whether a run of this tick has already ended with everything done. A dry run leaves nothing
     * judged, and does nothing.
     */
    public boolean endedOk(int pceId, Instant tick) {
        return store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                        select count(*)
                                          from run
                                         where pce_id = :pceId
                                           and tick = :tick
                                           and result = 'OK'
                                           and exists (select 1 from judged_tick j
                                                        where j.pce_id = :pceId and j.tick = :tick)
                                        """)
                                                .bind("pceId", pceId)
                                                .bind("tick", tick)
                                                .mapTo(Integer.class)
                                                .one())
                > 0;
    }
}
