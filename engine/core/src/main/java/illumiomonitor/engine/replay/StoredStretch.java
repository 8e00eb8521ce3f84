package illumiomonitor.engine.replay;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.time.Grid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The stretch of time that can be judged again: from the first instant of which anything is kept to
 * the newest tick. Outside of it every rule is quiet, which would say nothing about the rule.
 */
public final class StoredStretch {

    private final Store store;
    private final Config.Keep keep;
    private final Grid grid;
    private final Clock clock;

    public StoredStretch(Store store, Config.Keep keep, Grid grid, Clock clock) {
        this.store = store;
        this.keep = keep;
        this.grid = grid;
        this.clock = clock;
    }

    Instant newestTick() {
        return grid.floor(clock.instant());
    }

    /**
     * @throws IllegalArgumentException if nothing of a stretch is stored
     */
    public void require(Instant from, Instant to) {
        Instant newest = newestTick();
        if (from.isAfter(newest)) {
            throw new IllegalArgumentException(
                    from + " has not come yet; the newest tick is " + newest);
        }
        Instant since =
                since().orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "nothing is stored yet: ./monitor run pulls"));
        if (to.isBefore(since)) {
            throw new IllegalArgumentException(
                    "nothing of " + to + " is stored; what is stored begins at " + since);
        }
    }

    /** Why quiet rules say little about a tick of a PCE, empty when they do not. */
    public Optional<String> doubt(int pceId, Instant tick) {
        return judged(pceId, tick)
                ? Optional.empty()
                : Optional.of(
                        "no run has judged this tick, so what is stored of its window may not be"
                                + " all");
    }

    private boolean judged(int pceId, Instant tick) {
        return store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        select count(*)
                                                          from judged_tick
                                                         where pce_id = :pce
                                                           and tick = :tick
                                                        """)
                                                .bind("pce", pceId)
                                                .bind("tick", tick.atOffset(ZoneOffset.UTC))
                                                .mapTo(Integer.class)
                                                .one())
                > 0;
    }

    /** What was pulled first, or what is still kept of it. */
    private Optional<Instant> since() {
        Duration longest = keep.flows().compareTo(keep.events()) > 0 ? keep.flows() : keep.events();
        Instant kept = clock.instant().minus(longest);
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select min(coverage_from)
                                                  from pce
                                                 where coverage_from is not null
                                                """)
                                        .map((row, ctx) -> row.getObject(1, OffsetDateTime.class))
                                        .findFirst())
                .map(OffsetDateTime::toInstant)
                .map(first -> first.isBefore(kept) ? kept : first);
    }
}
