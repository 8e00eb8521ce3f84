package illumiomonitor.engine.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.engine.reference.Reference;
import illumiomonitor.spi.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** Reads the audit events of a window that committed pulls brought. */
final class Events {

    private Events() {}

    /** In the order of their times. */
    static List<Event> of(FactSource.Window window, Reference reference) {
        List<Event> events = new ArrayList<>();
        each(window, "e.workload = ''", (event, body) -> events.add(named(event, body, reference)));
        return events;
    }

    /** The events and the bodies of those that changed something. */
    static void eachChange(
            FactSource.Window window, Reference reference, BiConsumer<Event, JsonNode> to) {
        each(
                window,
                "e.body like '%\"resource_changes\"%'",
                (event, body) -> {
                    if (!body.isEmpty()) {
                        to.accept(named(event, body, reference), body(event, body));
                    }
                });
    }

    /**
     * @param with condition under which the body is read too; else it is empty
     */
    private static void each(FactSource.Window window, String with, BiConsumer<Event, String> to) {
        rows(window.handle(), window.pceId(), window.pce(), window.stretch(), with, "''", "", to);
    }

    /** Those whose column has a value; a list that a rule may hold but not change. */
    static List<Event> of(
            Handle handle, int pceId, String pce, Stretch stretch, String column, String value) {
        List<Event> events = new ArrayList<>();
        rows(
                handle,
                pceId,
                pce,
                stretch,
                "1 = 0",
                column,
                value,
                (event, body) -> events.add(event));
        return List.copyOf(events);
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
                .forEach(each -> to.accept(each.getKey(), each.getValue()));
    }

    /** With the host of its agent or workload, where the event gave only an href. */
    private static Event named(Event event, String body, Reference reference) {
        if (!event.workload().isEmpty() || body.isEmpty() || !reference.isThere()) {
            return event;
        }
        String host = EventBody.hosts(body(event, body), reference);
        return host.isEmpty() ? event : withWorkload(event, host);
    }

    private static JsonNode body(Event event, String body) {
        try {
            return EventBody.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the body of event " + event.id() + " in the store is no JSON", e);
        }
    }

    private static Event withWorkload(Event event, String host) {
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
                row.getString(13),
                row.getObject(14, OffsetDateTime.class).toInstant());
    }
}
