package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.rule.FlowWindows;
import illumiomonitor.engine.rule.PolicyEvents;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.IntPredicate;

/** What people and programs did at the PCE before a tick. Not thread-safe. */
final class Actors {

    private static final int DAYS = 30;
    private static final int DAYS_OF_CHANGES = 90;
    private static final int FEWEST_CHANGES = 20;

    /** Who works on all days leaves none out of so many changes but once in a hundred times. */
    private static final int FEWEST_TO_KNOW_DAYS = 30;

    /** [hours] that a time of day reaches to either side; likewise for 20 changes. */
    private static final int AROUND = 2;

    private final Store store;
    private final FlowWindows windows;
    private final Answers answers;
    private final ZoneId zone;
    private final int pceId;
    private final String pce;
    private final Tick tick;

    /**
     * @param zone the site's clock
     */
    Actors(
            Store store,
            FlowWindows windows,
            Answers answers,
            ZoneId zone,
            int pceId,
            String pce,
            Tick tick) {
        this.store = store;
        this.windows = windows;
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
                                                windows.eventsBy(
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
                                                windows.eventsOf(
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

    /** Cost: all events of the stretch, once. */
    List<Event> policyEvents(Endpoint endpoint, Duration back) {
        PolicyEvents all =
                answers.kept(
                        () ->
                                store.jdbi()
                                        .withHandle(
                                                handle ->
                                                        windows.policyEvents(
                                                                handle,
                                                                pceId,
                                                                pce,
                                                                tick.at().minus(back),
                                                                tick.at())),
                        "policy events",
                        back);
        return answers.kept(() -> all.about(endpoint), "policy events of", endpoint, back);
    }

    /** Cost: all events of the stretch, once for these types. */
    List<Change> changes(List<String> types, Duration back) {
        return answers.kept(
                () ->
                        store.jdbi()
                                .withHandle(
                                        handle ->
                                                windows.changes(
                                                        handle,
                                                        pceId,
                                                        pce,
                                                        tick.at().minus(back),
                                                        tick.at(),
                                                        types)),
                "changes",
                List.copyOf(types),
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
                                                                .bind("to", Hours.utc(known()))
                                                                .mapTo(long.class)
                                                                .one()
                                                        > 0),
                "seen from",
                actor,
                srcIp,
                tick.from());
    }

    /** Up to when an address counts as known: what an intruder did just before does not. */
    private Instant known() {
        Instant yesterday = tick.at().minus(Duration.ofHours(24));
        return yesterday.isBefore(tick.from()) ? yesterday : tick.from();
    }

    private OffsetDateTime ago(int days) {
        return Hours.utc(tick.from().minus(Duration.ofDays(days)));
    }

    /** Cost: the actor's rows of 90 days by index. */
    double hourShare(String actor, Instant moment) {
        List<Integer> hours =
                answers.kept(() -> hoursOfChanges(actor), "hours of changes", actor, tick.from());
        if (hours.size() < FEWEST_CHANGES) {
            return 1;
        }
        int asked = hourOfWeek(moment);
        double same = share(hours, hour -> hour == asked);
        double around = share(hours, hour -> apart(hour, asked) <= AROUND);
        double day =
                hours.size() < FEWEST_TO_KNOW_DAYS
                        ? 1
                        : share(hours, hour -> hour / Hours.PER_DAY == asked / Hours.PER_DAY);
        return Math.max(same, Math.min(around, day));
    }

    private static double share(List<Integer> hours, IntPredicate wanted) {
        return (double) hours.stream().filter(wanted::test).count() / hours.size();
    }

    /** How many hours lie between two times of day, the short way round. */
    private static int apart(int one, int other) {
        int hours = Math.floorMod(one - other, Hours.PER_DAY);
        return Math.min(hours, Hours.PER_DAY - hours);
    }

    private int hourOfWeek(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        return local.getDayOfWeek().ordinal() * Hours.PER_DAY + local.getHour();
    }

    private List<Integer> hoursOfChanges(String actor) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle
                                        .createQuery(
                                                """
                                                select e.at, e.type
                                                  from event e
                                                  join pull p on p.pull_id = e.pull_id
                                                             and p.outcome in ('OK', 'PARTIAL')
                                                 where e.pce_id = :pce
                                                   and e.actor = :actor
                                                   and e.at > :from
                                                   and e.at <= :to
                                                """)
                                        .bind("pce", pceId)
                                        .bind("actor", actor)
                                        .bind("from", ago(DAYS_OF_CHANGES))
                                        .bind("to", Hours.utc(tick.from()))
                                        .map(
                                                (row, ctx) ->
                                                        new Done(
                                                                row.getObject(
                                                                                1,
                                                                                OffsetDateTime
                                                                                        .class)
                                                                        .toInstant(),
                                                                row.getString(2)))
                                        .stream()
                                        .filter(done -> Event.isWrite(done.type()))
                                        .map(done -> hourOfWeek(done.at()))
                                        .toList());
    }

    /** What an actor did. */
    private record Done(Instant at, String type) {}
}
