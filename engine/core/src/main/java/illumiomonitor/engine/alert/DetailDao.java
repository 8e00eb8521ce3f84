package illumiomonitor.engine.alert;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What one alert's page shows. */
@RegisterConstructorMapper(AlertDetail.Times.class)
@RegisterConstructorMapper(AlertDetail.Evidence.class)
@RegisterConstructorMapper(AlertDetail.Delivery.class)
@RegisterConstructorMapper(AlertDetail.Action.class)
interface DetailDao {

    @SqlQuery(
            """
            select happened_at, visible_at, pulled_at, judged_at, sent_at
              from alert
             where alert_id = :alertId
            """)
    AlertDetail.Times times(long alertId);

    @SqlQuery(
            """
            select tick, kind, flow_id, event_id, name, value
              from alert_evidence
             where alert_id = :alertId
             order by tick desc, evidence_id
            """)
    List<AlertDetail.Evidence> evidence(long alertId);

    @SqlQuery(
            """
            select delivery_id, channel, notification, kind, state, attempts, next_at, last_error, answer, created_at,
                   sent_at
              from delivery
             where alert_id = :alertId
            union all
            select d.delivery_id, d.channel, d.notification, d.kind, d.state, d.attempts, d.next_at, d.last_error,
                   d.answer, d.created_at, d.sent_at
              from digest_alert g
              join delivery d on d.delivery_id = g.delivery_id
             where g.alert_id = :alertId
             order by delivery_id
            """)
    List<AlertDetail.Delivery> deliveries(long alertId);

    @SqlQuery(
            """
            select at, who, action, note
              from alert_action
             where alert_id = :alertId
             order by action_id
            """)
    List<AlertDetail.Action> actions(long alertId);

    @SqlQuery(
            """
            select alert_id
              from alert_action
             where action = 'MERGED'
               and note = :id
             order by action_id desc
             limit 1
            """)
    Optional<Long> mergedInto(String id);
}
