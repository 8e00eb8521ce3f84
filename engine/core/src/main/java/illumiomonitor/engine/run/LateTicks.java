package illumiomonitor.engine.run;

import illumiomonitor.db.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Ticks that rows touched which came so late that only windows over an hour reach back to them.
 * Long windows cost most, so these are judged again by instalments: what a run leaves, the next
 * ones go on with.
 */
final class LateTicks {

    /** Begun no more once a run has spent so long on them; one at least is judged in each. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * A tick that is judged again.
     *
     * @param reach only rules whose windows are longer see what came late
     */
    record Late(Instant tick, Duration reach) {}

    /**
     * What is due of them.
     *
     * @param ticks oldest first
     * @param missed how many older ones are given up, since there are too many
     */
    record Due(List<Late> ticks, int missed) {}

    private final Store store;
    private final DueTicks dueTicks;

    LateTicks(Store store, DueTicks dueTicks) {
        this.store = store;
        this.dueTicks = dueTicks;
    }

    /**
     * Those before a tick that a rule is judged at; the others are forgotten.
     *
     * @param reached whether a rule that is judged at the tick reaches back so far
     */
    Due before(int pceId, Instant tick, Predicate<Late> reached) {
        List<Late> due = new ArrayList<>();
        List<Instant> gone = new ArrayList<>();
        for (Late one : touched(pceId, tick)) {
            if (reached.test(one)) {
                due.add(one);
            } else {
                gone.add(one.tick());
            }
        }
        int missed = Math.max(0, due.size() - DueTicks.MOST);
        due.subList(0, missed).forEach(one -> gone.add(one.tick()));
        dueTicks.drop(pceId, gone);
        return new Due(List.copyOf(due.subList(missed, due.size())), missed);
    }

    private List<Late> touched(int pceId, Instant tick) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select tick, reach_s
                                                  from touched_tick
                                                 where pce_id = :pceId
                                                   and tick < :tick
                                                   and reach_s > 0
                                                 order by tick
                                                """)
                                        .bind("pceId", pceId)
                                        .bind("tick", tick)
                                        .map(
                                                (row, ctx) ->
                                                        new Late(
                                                                row.getObject(
                                                                                1,
                                                                                OffsetDateTime
                                                                                        .class)
                                                                        .toInstant(),
                                                                Duration.ofSeconds(row.getInt(2))))
                                        .list());
    }
}
