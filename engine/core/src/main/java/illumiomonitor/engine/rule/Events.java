package illumiomonitor.engine.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.engine.reference.Reference;
import illumiomonitor.engine.rule.guard.Leash;
import illumiomonitor.engine.rule.guard.Meter;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** Reads the audit events of a window that committed pulls brought. */
final class Events {

    private Events() {}

    /** What of a body tells whom an event is about. */
    private static final String HOSTS =
            "e.workload <> '' or e.body like '%/agents/%' or e.body like '%/vens/%' or e.body like"
                    + " '%/workloads/%'";

    /** Letters that the store keeps of the hosts' names. */
    private static final int LONGEST = 255;

    private static final String CHANGES = "e.body like '%\"resource_changes\"%'";

    /** In the order of their times. */
    static List<Event> of(FactSource.Window window, Reference reference) {
        List<Event> events = new ArrayList<>();
        each(window, HOSTS, (event, body) -> events.add(named(event, body, reference)));
        return events;
    }

    /** The events and the bodies of those that changed something. */
    static void eachChange(
            FactSource.Window window, Reference reference, BiConsumer<Event, JsonNode> to) {
        each(
                window,
                CHANGES,
                (event, body) -> {
                    if (!body.isEmpty()) {
                        to.accept(named(event, body, reference), body(event, body));
                    }
                });
    }

    /** Of resources of these types, by events that did not fail. */
    static List<Change> changes(
            Handle handle,
            int pceId,
            String pce,
            Stretch stretch,
            List<String> types,
            Reference reference) {
        List<Change> changes = new ArrayList<>();
        rows(
                handle,
                pceId,
                pce,
                stretch,
                CHANGES,
                (event, body) -> {
                    if (types.stream().anyMatch(type -> body.contains('"' + type + '"'))
                            && !event.status().equals("failure")) {
                        Event named = named(event, body, reference);
                        List<Change> of =
                                Changes.of(named, body(event, body)).stream()
                                        .filter(change -> types.contains(change.type()))
                                        .toList();
                        weigh(named, of);
                        changes.addAll(of);
                    }
                });
        return List.copyOf(changes);
    }

    /** What of a stretch makes other rules hold. */
    static PolicyEvents ofPolicy(
            Handle handle, int pceId, String pce, Stretch stretch, Reference reference) {
        List<Event> events = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        rows(
                handle,
                pceId,
                pce,
                stretch,
                CHANGES,
                (event, body) -> {
                    Event named = named(event, body, reference);
                    List<Change> told =
                            body.isEmpty() ? List.of() : Changes.of(named, body(event, body));
                    List<Change> counted = told.stream().filter(PolicyEvents::counts).toList();
                    if (PolicyEvents.isForAll(named, told.isEmpty())) {
                        weigh(named, counted);
                        events.add(named);
                    } else if (!counted.isEmpty()) {
                        weigh(named, counted);
                    }
                    changes.addAll(counted);
                });
        return new PolicyEvents(events, changes);
    }

    /** While it is read: a stretch may have more than memory holds. */
    private static void weigh(Event event, List<Change> changes) {
        Meter.read(event);
        changes.forEach(Meter::read);
    }

    /**
     * @param with condition under which the body is read too; else it is empty
     */
    private static void each(FactSource.Window window, String with, BiConsumer<Event, String> to) {
        rows(window.handle(), window.pceId(), window.pce(), window.stretch(), with, to);
    }

    /** Those whose column has a value; a list that a rule may hold but not change. */
    static List<Event> of(
            Handle handle,
            int pceId,
            String pce,
            Stretch stretch,
            String column,
            String value,
            Reference reference) {
        List<Event> events = new ArrayList<>();
        rows(
                handle,
                pceId,
                pce,
                stretch,
                HOSTS,
                column,
                value,
                (event, body) -> {
                    Event named = named(event, body, reference);
                    weigh(named, List.of());
                    events.add(named);
                });
        return List.copyOf(events);
    }

    /** All of a stretch. */
    private static void rows(
            Handle handle,
            int pceId,
            String pce,
            Stretch stretch,
            String with,
            BiConsumer<Event, String> to) {
        rows(handle, pceId, pce, stretch, with, "''", "", to);
    }

    private static void rows(
            Handle handle,
            int pceId,
            String pce,
            Stretch stretch,
            String with,
            String column,
            String value,
            BiConsumer<Event, String> to) {
        handle.createQuery(
                        """
                        select e.event_id, e.href, e.at, e.type, e.status, e.severity,
                               e.actor_type, e.actor, e.src_ip, e.notification_types, e.resource,
                               e.workload, e.supplied_user,
                               coalesce(p.answered_at, p.tick) as pulled_at,
                               case when %s then e.body else '' end as body
                          from event e
                          join pull p on p.pull_id = e.pull_id
                                     and p.outcome in ('OK', 'PARTIAL')
                         where e.pce_id = :pce
                           and e.at > :from
                           and e.at <= :to
                           and %s = :value
                         order by e.at, e.href
                        """
                                .formatted(with, column))
                .bind("pce", pceId)
                .bind("value", value)
                .bind("from", Micros.utc(Micros.instant(stretch.from())))
                .bind("to", Micros.utc(Micros.instant(stretch.to())))
                .map((row, ctx) -> Map.entry(event(row, pce), row.getString(15)))
                .forEach(
                        each -> {
                            Leash.check();
                            to.accept(each.getKey(), each.getValue());
                        });
    }

    /** With the workloads that it is about, and the host of the first where it gave no name. */
    private static Event named(Event event, String body, Reference reference) {
        if (body.isEmpty()) {
            return event;
        }
        JsonNode json = body(event, body);
        Set<String> hrefs = EventBody.workloads(json, reference);
        String host = host(event.workload(), json, reference);
        return hrefs.isEmpty() && host.equals(event.workload())
                ? event
                : about(event, host, List.copyOf(hrefs));
    }

    /** The column of the store is cut where it is full; the body has all names. */
    private static String host(String stored, JsonNode body, Reference reference) {
        if (stored.isEmpty()) {
            return reference.isThere() ? EventBody.hosts(body, reference) : "";
        }
        return stored.length() < LONGEST ? stored : EventBody.names(body);
    }

    private static JsonNode body(Event event, String body) {
        try {
            return EventBody.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the body of event " + event.id() + " in the store is no JSON", e);
        }
    }

    private static Event about(Event event, String host, List<String> hrefs) {
        return new Event(
                event.id(),
                event.pce(),
                event.href(),
                event.at(),
                event.type(),
                event.status(),
                event.severity(),
                event.actorType(),
                event.actor(),
                event.srcIp(),
                event.notificationTypes(),
                event.resource(),
                host,
                hrefs,
                event.suppliedUser(),
                event.pulledAt());
    }

    private static Event event(ResultSet row, String pce) throws SQLException {
        return new Event(
                row.getLong(1),
                pce,
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                Dictionary.list(row.getString(10)),
                row.getString(11),
                row.getString(12),
                List.of(),
                row.getString(13),
                row.getObject(14, OffsetDateTime.class).toInstant());
    }
}
