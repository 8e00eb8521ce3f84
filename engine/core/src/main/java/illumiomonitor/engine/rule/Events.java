package illumiomonitor.engine.rule;

import illumiomonitor.spi.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads the audit events of a window that committed pulls brought. */
final class Events {

    private Events() {}

    static List<Event> of(Handle handle, int pceId, String pce, Stretch stretch) {
        return of(handle, pceId, pce, stretch, "''", "");
    }

    /** Those whose column has a value. */
    static List<Event> of(
            Handle handle, int pceId, String pce, Stretch stretch, String column, String value) {
        return handle.createQuery(
                        """
                        select e.event_id, e.href, e.at, e.type, e.status, e.severity,
                               e.actor_type, e.actor, e.src_ip, e.notification_types, e.resource,
                               e.workload, e.supplied_user,
                               coalesce(p.answered_at, p.tick) as pulled_at
                          from event e
                          join pull p on p.pull_id = e.pull_id
                                     and p.outcome in ('OK', 'PARTIAL')
                         where e.pce_id = :pce
                           and e.at > :from
                           and e.at <= :to
                           and %s = :value
                         order by e.at, e.href
                        """
                                .formatted(column))
                .bind("pce", pceId)
                .bind("value", value)
                .bind("from", Micros.utc(Micros.instant(stretch.from())))
                .bind("to", Micros.utc(Micros.instant(stretch.to())))
                .map((row, ctx) -> event(row, pce))
                .list();
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
