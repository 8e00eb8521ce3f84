package illumiomonitor.engine.view;

import illumiomonitor.engine.rule.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

@RegisterConstructorMapper(AlertLine.class)
@RegisterConstructorMapper(AlertDao.Rest.class)
@RegisterConstructorMapper(AlertDao.Count.class)
@RegisterConstructorMapper(AlertDao.Told.class)
@RegisterConstructorMapper(AlertDetail.Evidence.class)
@RegisterConstructorMapper(AlertDetail.Delivery.class)
@RegisterConstructorMapper(AlertDetail.Action.class)
interface AlertDao {

    record Count(String severity, int number) {}

    /** What a detail knows beyond its line. */
    record Rest(
            long cooldownS,
            long quietS,
            long refractoryS,
            @Nullable Instant happenedAt,
            @Nullable Instant visibleAt,
            @Nullable Instant pulledAt,
            @Nullable Instant judgedAt,
            @Nullable Instant sentAt,
            String exceptionId) {

        AlertDetail with(
                AlertLine line,
                AlertDetail.@Nullable Refractory refractory,
                String attack,
                List<RuleText.Note> notes,
                List<AlertDetail.Evidence> evidence,
                List<AlertDetail.Delivery> deliveries,
                List<AlertDetail.Action> actions) {
            return new AlertDetail(
                    line,
                    Duration.ofSeconds(cooldownS),
                    Duration.ofSeconds(quietS),
                    refractory,
                    attack,
                    exceptionId,
                    notes,
                    happenedAt,
                    visibleAt,
                    pulledAt,
                    judgedAt,
                    sentAt,
                    evidence,
                    deliveries,
                    actions);
        }
    }

    @SqlQuery(AlertLine.SELECT + " where a.alert_id = :id")
    Optional<AlertLine> line(long id);

    /** The alert that this one became part of. */
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

    @SqlQuery(
            """
            select a.cooldown_s, a.quiet_s, a.refractory_s, a.happened_at, a.visible_at, a.pulled_at, a.judged_at,
                   a.sent_at, coalesce(f.exception_id, '') as exception_id
              from alert a
              left join finding f on f.pce_id = a.pce_id and f.rule = a.rule and f.subject = a.subject
                                 and f.tick = a.last_tick and not f.withdrawn
             where a.alert_id = :id
            """)
    Rest rest(long id);

    @SqlQuery("select text from rule_version where rule = :rule and version = :version")
    Optional<String> ruleText(String rule, String version);

    /** The most that people had been told of the alert's subject when it was last seen. */
    @SqlQuery(
            """
            select max(t.measured) as measured, max(t.z) as z, max(a.last_tick) as last_tick,
                   count(*) - count(a.closed_tick) as open
              from alert n
              join alert a on a.pce_id = n.pce_id and a.rule = n.rule and a.subject = n.subject
              join alert_told t on t.alert_id = a.alert_id
             where n.alert_id = :id
               and a.occurrences > 0
               and t.tick <= n.last_tick
               and (a.closed_tick is null or a.closed_tick > n.last_tick or a.last_tick > :since)
            having count(*) > 0
            """)
    Optional<Told> told(long id, Instant since);

    /** Of how much people were told. */
    record Told(@Nullable Double measured, @Nullable Double z, Instant lastTick, int open) {

        AlertDetail.Refractory during(Duration refractory) {
            return new AlertDetail.Refractory(
                    refractory,
                    measured,
                    new Measure(measured, z).nextValue(),
                    z,
                    open > 0 ? null : lastTick.plus(refractory));
        }
    }

    @SqlQuery(
            """
            select tick, kind, flow_id, event_id, name, value
              from alert_evidence
             where alert_id = :id
             order by tick desc, evidence_id
             limit :limit
            """)
    List<AlertDetail.Evidence> evidence(long id, int limit);

    @SqlQuery(
            """
            select delivery_id as id, channel, kind, notification, state, attempts, last_error, answer,
                   created_at, next_at, sent_at
              from delivery
             where alert_id = :id
            union all
            select d.delivery_id as id, d.channel, d.kind, d.notification, d.state, d.attempts, d.last_error, d.answer,
                   d.created_at, d.next_at, d.sent_at
              from digest_alert g
              join delivery d on d.delivery_id = g.delivery_id
             where g.alert_id = :id
             order by id desc
             limit :limit
            """)
    List<AlertDetail.Delivery> deliveries(long id, int limit);

    @SqlQuery(
            """
            select at, who, action, note
              from alert_action
             where alert_id = :id
             order by action_id desc
             limit :limit
            """)
    List<AlertDetail.Action> actions(long id, int limit);

    @SqlQuery(
            """
            select severity, count(*) as number
              from (select severity
                      from alert
                     where state = 'OPEN'
                     order by state, last_tick desc, alert_id desc
                     limit :limit) newest
             group by severity
             order by case severity when 'CRITICAL' then 0 when 'HIGH' then 1 when 'MEDIUM' then 2 when 'LOW' then 3 else 4 end
            """)
    List<Count> openBySeverity(int limit);

    @SqlQuery("select rule from rule_state order by rule")
    List<String> rules();

    @SqlQuery("select name from pce order by name")
    List<String> pces();
}
