package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.rule.FlowWindows;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;

/** What people and programs did at the PCE before a tick. Not thread-safe. */
final class Actors {

    private static final int DAYS = 30;
    private static final int DAYS_OF_CHANGES = 90;
    private static final int FEWEST_CHANGES = 20;

    private final Store store;
    private final Answers answers;
    private final ZoneId zone;
    private final int pceId;
    private final String pce;
    private final Tick tick;

    /**
     * @param zone the site's clock
     */
    Actors(Store store, Answers answers, ZoneId zone, int pceId, String pce, Tick tick) {
        this.store = store;
        this.answers = answers;
        this.zone = zone;
        this.pceId = pceId;
        this.pce = pce;
        this.tick = tick;
    }

    /** Cost: the actor's rows by index. */
    List<Event> events(String actor, Duration back) {
        return answers.kept(
                () ->
                        store.jdbi()
                                .withHandle(
                                        handle ->
                                                FlowWindows.eventsBy(
                                                        handle,
                                                        pceId,
                                                        pce,
                                                        tick.at().minus(back),
                                                        tick.at(),
                                                        actor)),
                "events by",
                actor,
                back);
    }

    /** Cost: all events of the stretch. */
    List<Event> eventsOf(String type, Duration back) {
        return answers.kept(
                () ->
                        store.jdbi()
                                .withHandle(
                                        handle ->
                                                FlowWindows.eventsOf(
                                                        handle,
                                                        pceId,
                                                        pce,
                                                        tick.at().minus(back),
                                                        tick.at(),
                                                        type)),
                "events of",
                type,
                back);
    }

    /** Cost: the actor's rows by index. */
    boolean seenFrom(String actor, String srcIp) {
        return answers.kept(
                () ->
                        store.jdbi()
                                .withHandle(
                                        handle ->
                                                handle.createQuery(
                                                                        """
                                                                select count(*)
                                                                  from event e
                                                                  join pull p on p.pull_id = e.pull_id
                                                                             and p.outcome in ('OK', 'PARTIAL')
                                                                 where e.pce_id = :pce
                                                                   and e.actor = :actor
                                                                   and e.src_ip = :ip
                                                                   and e.at > :from
                                                                   and e.at <= :to
                                                                """)
                                                                .bind("pce", pceId)
                                                                .bind("actor", actor)
                                                                .bind("ip", srcIp)
                                                                .bind("from", ago(DAYS))
                                                                .bind("to", Hours.utc(tick.from()))
                                                                .mapTo(long.class)
                                                                .one()
                                                        > 0),
                "seen from",
                actor,
                srcIp);
    }

    private OffsetDateTime ago(int days) {
        return Hours.utc(tick.from().minus(Duration.ofDays(days)));
    }

    /** Cost: the actor's rows of 90 days by index. */
    double hourShare(String actor, Instant moment) {
        List<Integer> hours = answers.kept(() -> hoursOfChanges(actor), "changes", actor);
        if (hours.size() < FEWEST_CHANGES) {
            return 1;
        }
        int same = Collections.frequency(hours, hourOfWeek(moment));
        return (double) same / hours.size();
    }

    private int hourOfWeek(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        return local.getDayOfWeek().ordinal() * Hours.PER_DAY + local.getHour();
    }

    private List<Integer> hoursOfChanges(String actor) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select e.at
                                                  from event e
                                                  join pull p on p.pull_id = e.pull_id
                                                             and p.outcome in ('OK', 'PARTIAL')
                                                 where e.pce_id = :pce
                                                   and e.actor = :actor
                                                   and e.at > :from
                                                   and e.at <= :to
                                                   and (e.type like '%.create' or e.type like '%.update'
                                                        or e.type like '%.delete' or e.type like '%.unpair')
                                                """)
                                        .bind("pce", pceId)
                                        .bind("actor", actor)
                                        .bind("from", ago(DAYS_OF_CHANGES))
                                        .bind("to", Hours.utc(tick.from()))
                                        .map(
                                                (row, ctx) ->
                                                        hourOfWeek(
                                                                row.getObject(
                                                                                1,
                                                                                OffsetDateTime
                                                                                        .class)
                                                                        .toInstant()))
                                        .list());
    }
}
