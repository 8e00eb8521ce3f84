package illumiomonitor.engine.run;

import illumiomonitor.db.Store;
import illumiomonitor.engine.time.Grid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which ticks a run judges besides its own: those that have settled since the last run, and those
 * whose windows late data has touched.
 */
public final class DueTicks {

    static final int MOST = 72;

    /**
     * Ticks before the run's own, oldest first.
     *
     * @param ticks at most {@link #MOST}, the newest of what is due
     * @param leftOut how many older ones are not judged again
     */
    record Due(List<Instant> ticks, List<Instant> leftOut) {}

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
        TreeSet<Instant> due = new TreeSet<>(touched(pceId, tick));
        Instant from = newestSettled(pceId).map(grid::next).orElse(settled);
        if (!from.isAfter(settled)) {
            due.addAll(
                    grid.between(from.isBefore(oldest(settled)) ? oldest(settled) : from, settled));
        }
        due.remove(tick);
        List<Instant> all = List.copyOf(due);
        int cut = Math.max(0, all.size() - MOST);
        return new Due(all.subList(cut, all.size()), all.subList(0, cut));
    }

    /** Bounds the list after a long absence: two caps back is already more than will be judged. */
    private Instant oldest(Instant settled) {
        return grid.floor(settled.minus(grid.step(settled).multipliedBy(2L * MOST)));
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
                                                "select tick from touched_tick where pce_id = :pceId and tick < :tick order by tick")
                                        .bind("pceId", pceId)
                                        .bind("tick", tick)
                                        .mapTo(Instant.class)
                                        .list());
    }

    /**
     * Has the settled ticks before this one judged again that found something: what is said about
     * their findings has changed, though their data has not.
     */
    void touchFound(int pceId, Instant tick) {
        store.jdbi()
                .useHandle(
                        handle ->
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
                                        .bind(
                                                "from",
                                                tick.minus(grid.step(tick).multipliedBy(MOST)))
                                        .bind("to", settledBy(tick))
                                        .execute());
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
