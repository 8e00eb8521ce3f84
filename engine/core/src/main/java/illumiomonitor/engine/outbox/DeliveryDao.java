package illumiomonitor.engine.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The rows of table delivery. */
@RegisterConstructorMapper(Due.class)
@RegisterConstructorMapper(DeadLetter.class)
interface DeliveryDao {

    /** What a message is about: one alert, those of a digest, or none when it is a test. */
    String ITS_ALERTS =
            """
            (select d.alert_id from delivery d
              where d.delivery_id = :deliveryId and d.alert_id is not null
             union all
             select g.alert_id from digest_alert g where g.delivery_id = :deliveryId)
            """;

    @SqlQuery("select count(*) from delivery where channel = :channel and idempotency_key = :key")
    int known(String channel, String key);

    @SqlUpdate(
            """
            insert into delivery (alert_id, channel, notification, kind, idempotency_key, payload, state, next_at, created_at)
            values (:alertId, :channel, :notification, :kind, :key, :payload, 'PENDING', :now, :now)
            """)
    @GetGeneratedKeys("delivery_id")
    long insert(
            @Nullable Long alertId,
            String channel,
            int notification,
            String kind,
            String key,
            String payload,
            Instant now);

    @SqlBatch("insert into digest_alert (alert_id, delivery_id) values (:alertIds, :deliveryId)")
    void tellIn(long deliveryId, Collection<Long> alertIds);

    /** Messages of their own that a rule already has at a tick. */
    @SqlQuery(
            """
            select count(*)
              from alert a
              join delivery d on d.alert_id = a.alert_id
             where a.rule = :rule
               and a.last_tick >= :tick
               and a.pce_id = :pceId
               and a.notified_tick = :tick
               and d.channel = :channel
               and d.kind = 'ALERT'
               and d.notification = a.notifications
            """)
    int ownMessages(int pceId, String rule, Instant tick, String channel);

    @SqlQuery(
            """
            select delivery_id, alert_id, channel, kind, payload, attempts
              from delivery
             where state = 'PENDING'
               and next_at <= :now
               and channel = :channel
             order by case when kind = 'TEST' then 0 else 1 end, delivery_id
             limit :limit
            """)
    List<Due> due(String channel, Instant now, int limit);

    @SqlUpdate(
            """
            update delivery
               set state      = 'SENT',
                   attempts   = attempts + 1,
                   last_error = '',
                   answer     = :answer,
                   sent_at    = :now,
                   took_ms    = :tookMs
             where delivery_id = :deliveryId
            """)
    void sent(long deliveryId, String answer, Instant now, long tookMs);

    /** PCE time minus this machine's, of the PCE that a message is about; a test is about none. */
    @SqlQuery(
            """
            select max(p.clock_offset_ms)
              from pce p
              join alert a on a.pce_id = p.pce_id
             where a.alert_id in
            """
                    + ITS_ALERTS)
    Optional<Long> clockOffsetMs(long deliveryId);

    /**
     * Of alerts nobody was told of before.
     *
     * @param now PCE time, as all five times of an alert are
     */
    @SqlUpdate(
            """
            update alert
               set sent_at = :now
             where sent_at is null
               and alert_id in
            """
                    + ITS_ALERTS)
    void told(long deliveryId, Instant now);

    @SqlUpdate(
            """
            update delivery
               set state      = :state,
                   attempts   = :attempts,
                   last_error = :error,
                   next_at    = :nextAt,
                   took_ms    = :tookMs
             where delivery_id = :deliveryId
            """)
    void failed(
            long deliveryId, String state, int attempts, String error, Instant nextAt, long tookMs);

    @SqlQuery(
            "select state, answer, last_error, took_ms from delivery where delivery_id = :deliveryId")
    @RegisterConstructorMapper(Standing.class)
    Standing standing(long deliveryId);

    /** Where a message stands. */
    record Standing(String state, String answer, String lastError, long tookMs) {}

    @SqlUpdate(
            """
            update delivery
               set state    = 'PENDING',
                   attempts = 0,
                   next_at  = :now
             where delivery_id = :deliveryId
               and state = 'DEAD' and kind <> 'TEST'
            """)
    int replay(long deliveryId, Instant now);

    @SqlQuery(
            """
            select delivery_id, alert_id, channel, kind, attempts, last_error, created_at
              from delivery
             where state = 'DEAD' and kind <> 'TEST'
             order by delivery_id desc
             limit :limit
            """)
    List<DeadLetter> dead(int limit);

    @SqlQuery("select min(next_at) from delivery where state = 'PENDING'")
    Optional<Instant> nextDue();

    @SqlUpdate(
            """
            update delivery
               set state = 'DEAD',
                   last_error = 'there is no channel of this name in the configuration'
             where state = 'PENDING'
               and channel not in (<channels>)
            """)
    int giveUpOthersThan(@BindList("channels") Collection<String> channels);

    @SqlUpdate(
            """
            update delivery
               set state = 'DEAD',
                   last_error = 'there is no channel of this name in the configuration'
             where state = 'PENDING'
            """)
    int giveUpAll();

    /** What waits for a channel that is none of these waits for nothing. */
    default int giveUpOthers(Collection<String> channels) {
        return channels.isEmpty() ? giveUpAll() : giveUpOthersThan(channels);
    }
}
