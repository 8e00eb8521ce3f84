package illumiomonitor.engine.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The rows of table alert, as episodes of a subject. */
@RegisterConstructorMapper(Episode.class)
interface EpisodeDao {

    @SqlQuery("select * from alert where alert_id = :alertId")
    Optional<Episode> byId(long alertId);

    @SqlQuery(
            """
            select *
              from alert
             where pce_id = :pceId
               and rule = :rule
               and subject = :subject
             order by pce_id desc, rule desc, subject desc, episode desc
             limit 1
            """)
    Optional<Episode> newest(int pceId, String rule, String subject);

    @SqlQuery(
            """
            select *
              from alert
             where pce_id = :pceId
               and rule = :rule
               and subject = :subject
             order by pce_id, rule, subject, episode
            """)
    List<Episode> all(int pceId, String rule, String subject);

    @SqlQuery(
            """
            select *
              from alert
             where state in ('OPEN', 'ACKNOWLEDGED')
               and last_tick < :before
               and pce_id = :pceId
             order by alert_id
            """)
    List<Episode> unseenSince(int pceId, Instant before);

    @SqlUpdate(
            """
            insert into alert (pce_id, rule, rule_version, title, severity, subject, episode, summary, state, first_tick,
                               last_tick, closed_tick, occurrences, notifications, notified_tick, notified_severity,
                               cooldown_s, quiet_s, held, source, happened_at, visible_at, pulled_at, judged_at,
                               acknowledged, closed_by, refractory_s)
            values (:pceId, :rule, :ruleVersion, :title, :severity, :subject, :episode, :summary, :state, :firstTick,
                    :lastTick, :closedTick, :occurrences, :notifications, :notifiedTick, :notifiedSeverity,
                    :cooldownS, :quietS, :held, :source, :happenedAt, :visibleAt, :pulledAt, :judgedAt,
                    :acknowledged, :closedBy, :refractoryS)
            """)
    @GetGeneratedKeys("alert_id")
    long insert(@BindMethods Episode episode);

    @SqlUpdate(
            """
            update alert
               set rule_version      = :ruleVersion,
                   title             = :title,
                   severity          = :severity,
                   summary           = :summary,
                   state             = :state,
                   first_tick        = :firstTick,
                   last_tick         = :lastTick,
                   closed_tick       = :closedTick,
                   occurrences       = :occurrences,
                   notifications     = :notifications,
                   notified_tick     = :notifiedTick,
                   notified_severity = :notifiedSeverity,
                   cooldown_s        = :cooldownS,
                   quiet_s           = :quietS,
                   held              = :held,
                   source            = :source,
                   happened_at       = :happenedAt,
                   visible_at        = :visibleAt,
                   pulled_at         = :pulledAt,
                   judged_at         = :judgedAt,
                   acknowledged      = :acknowledged,
                   closed_by         = :closedBy,
                   refractory_s      = :refractoryS
             where alert_id = :alertId
            """)
    void update(@BindMethods Episode episode);

    @SqlUpdate(
            """
            insert into alert_told (alert_id, tick, measured, z)
            values (:alertId, :tick, :measured, :z)
            """)
    void tell(long alertId, Instant tick, @Nullable Double measured, @Nullable Double z);

    /**
     * What people had been told of a subject by a tick, by alerts that were open then or were seen
     * after an instant. What was told of an alert of which nothing is left does not count.
     */
    @SqlQuery(
            """
            select t.measured, t.z, a.last_tick, a.closed_tick
              from alert a
              join alert_told t on t.alert_id = a.alert_id
             where a.pce_id = :pceId
               and a.rule = :rule
               and a.subject = :subject
               and a.occurrences > 0
               and t.tick <= :tick
               and (a.closed_tick is null or a.closed_tick > :tick or a.last_tick > :since)
            """)
    @RegisterConstructorMapper(ToldRow.class)
    List<ToldRow> told(int pceId, String rule, String subject, Instant tick, Instant since);

    @SqlUpdate("delete from alert where alert_id = :alertId")
    void delete(long alertId);

    /**
     * Makes room for, or closes the place of, an episode. Numbers pass through below zero: they are
     * unique at every moment.
     */
    @SqlUpdate(
            """
            update alert
               set episode = -(episode + :by)
             where pce_id = :pceId
               and rule = :rule
               and subject = :subject
               and episode >= :from
            """)
    int liftNumbers(int pceId, String rule, String subject, int from, int by);

    @SqlUpdate(
            """
            update alert
               set episode = -episode
             where pce_id = :pceId
               and rule = :rule
               and subject = :subject
               and episode < 0
            """)
    void dropNumbers(int pceId, String rule, String subject);

    @SqlUpdate(
            """
            update alert
               set changed_by = :who,
                   changed_at = :at
             where alert_id = :alertId
            """)
    void changed(long alertId, String who, Instant at);

    @SqlUpdate(
            """
            insert into alert_action (alert_id, at, who, action, note)
            values (:alertId, :at, :who, :action, :note)
            """)
    void act(long alertId, Instant at, String who, String action, String note);

    @SqlUpdate("update alert_action set alert_id = :to where alert_id = :from")
    void moveActions(long from, long to);

    @SqlUpdate("update alert_told set alert_id = :to where alert_id = :from")
    void moveTold(long from, long to);

    @SqlUpdate("update delivery set alert_id = :to where alert_id = :from")
    void moveDeliveries(long from, long to);

    @SqlUpdate(
            """
            insert into digest_alert (alert_id, delivery_id)
            select :to, d.delivery_id
              from digest_alert d
             where d.alert_id = :from
               and not exists (select 1 from digest_alert e where e.alert_id = :to and e.delivery_id = d.delivery_id)
            """)
    void copyDigests(long from, long to);

    @SqlUpdate(
            """
            update alert
               set sent_at = (select min(s.sent_at) from alert s where s.alert_id in (:from, :to))
             where alert_id = :to
            """)
    void keepFirstSent(long from, long to);
}
