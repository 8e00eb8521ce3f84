package illumiomonitor.engine.run;

import illumiomonitor.db.Store;
import illumiomonitor.engine.time.Grid;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Which ticks a run judges besides its own: those that have settled since the last run, and those
 * whose windows late data has touched.
 */
public final class DueTicks {

    /** So many ticks of the past a run judges again at most. */
    public static final int MOST = 72;

    /**
     * Ticks before the run's own, oldest first.
     *
     * @param ticks at most {@link #MOST}, the newest of what is due
     * @param leftOut older ones that late data touched and that are not judged again
     * @param missed how many older ones are not judged again, those of {@code leftOut} among them
     * @param from the oldest of them, the run's own tick when there are none
     */
    record Due(List<Instant> ticks, List<Instant> leftOut, long missed, Instant from) {}

    private final Store store;
    private final Grid grid;
    private final Duration settle;

    public DueTicks(Store store, Grid grid, Duration settle) {
        this.store = store;
        this.grid = grid;
        this.settle = settle;
    }

    /** The newest tick whose data counts as complete at this tick. */
    Instant settledBy(Instant tick) {
        return grid.floor(tick.minus(settle));
    }

    Due before(int pceId, Instant tick) {
        Instant settled = settledBy(tick);
        Set<Instant> touched = new HashSet<>(touched(pceId, tick));
        TreeSet<Instant> due = new TreeSet<>(touched);
        Instant from = newestSettled(pceId).map(grid::next).orElse(settled);
        due.addAll(grid.between(from, settled));
        due.remove(tick);
        List<Instant> all = List.copyOf(due);
        int cut = Math.max(0, all.size() - MOST);
        List<Instant> missed = all.subList(0, cut);
        return new Due(
                all.subList(cut, all.size()),
                missed.stream().filter(touched::contains).toList(),
                cut,
                cut == 0 ? tick : missed.get(0));
    }

    private Optional<Instant> newestSettled(int pceId) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select tick
                                                  from judged_tick
                                                 where pce_id = :pceId
                                                   and settled
                                                 order by pce_id desc, tick desc
                                                 limit 1
                                                """)
                                        .bind("pceId", pceId)
                                        .mapTo(Instant.class)
                                        .findOne());
    }

    private List<Instant> touched(int pceId, Instant tick) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select tick from touched_tick where pce_id = :pceId and tick < :tick and reach_s = 0 order by tick")
                                        .bind("pceId", pceId)
                                        .bind("tick", tick)
                                        .mapTo(Instant.class)
                                        .list());
    }

    /**
     * Has the settled ticks before this one judged again that found something, unless their
     * findings know these exceptions: what is said about them has changed, though their data has
     * not.
     *
     * @param edition of the exceptions that hold now
     */
    void touchFound(int pceId, Instant tick, long edition) {
        // Whoever stops in between has the next run do it all.
        store.jdbi()
                .useTransaction(
                        handle -> {
                            if (knows(handle, pceId, edition) > 0) {
                                touchFound(handle, pceId, tick);
                            }
                        });
    }

    /** Notes which exceptions the findings of a PCE know; 0 when it is noted already. */
    private static int knows(Handle handle, int pceId, long edition) {
        return handle.createUpdate(
                        """
                        update pce
                           set exceptions_known = :edition
                         where pce_id = :pceId
                           and exceptions_known <> :edition
                        """)
                .bind("pceId", pceId)
                .bind("edition", edition)
                .execute();
    }

    private void touchFound(Handle handle, int pceId, Instant tick) {
        Instant from = tick.minus(grid.step(tick).multipliedBy(MOST));
        handle.createUpdate(
                        """
                        update touched_tick
                           set reach_s = 0
                         where pce_id = :pceId
                           and tick >= :from
                           and tick <= :to
                        """)
                .bind("pceId", pceId)
                .bind("from", from)
                .bind("to", settledBy(tick))
                .execute();
        handle.createUpdate(
                        """
                        insert into touched_tick (pce_id, tick)
                        select distinct f.pce_id, f.tick
                          from finding f
                         where f.pce_id = :pceId
                           and f.tick >= :from
                           and f.tick <= :to
                           and not f.withdrawn
                           and not exists (select 1
                                             from touched_tick t
                                            where t.pce_id = f.pce_id
                                              and t.tick = f.tick)
                        """)
                .bind("pceId", pceId)
                .bind("from", from)
                .bind("to", settledBy(tick))
                .execute();
    }

    /** Forgets touched ticks that will not be judged again. */
    void drop(int pceId, List<Instant> ticks) {
        store.jdbi()
                .useTransaction(
                        handle ->
                                ticks.forEach(
                                        tick ->
                                                handle.createUpdate(
                                                                "delete from touched_tick where pce_id = :pceId and tick = :tick")
                                                        .bind("pceId", pceId)
                                                        .bind("tick", tick)
                                                        .execute()));
    }
}
