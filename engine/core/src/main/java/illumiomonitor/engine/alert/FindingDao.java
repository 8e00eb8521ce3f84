package illumiomonitor.engine.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Findings, and the marks of the ticks they were judged at.
 *
 * <p>Where the newest or the next row is wanted the order names every column of the index: H2 reads
 * an index backwards, or stops after one row, only then.
 */
@RegisterConstructorMapper(StoredFinding.class)
interface FindingDao {

    @SqlQuery(
            """
            select finding_id, rule, rule_version, subject, tick, severity, summary, confirmed, withdrawn, held, exception_id, source,
                   happened_at, visible_at, pulled_at, judged_at, measured, z
              from finding
             where pce_id = :pceId
               and tick = :tick
            """)
    List<StoredFinding> at(int pceId, Instant tick);

    @SqlQuery(
            """
            select finding_id, rule, rule_version, subject, tick, severity, summary, confirmed, withdrawn, held, exception_id, source,
                   happened_at, visible_at, pulled_at, judged_at, measured, z
              from finding
             where pce_id = :pceId
               and rule = :rule
               and subject = :subject
               and tick = :tick
            """)
    Optional<StoredFinding> one(int pceId, String rule, String subject, Instant tick);

    @SqlQuery(
            """
            select tick
              from finding
             where pce_id = :pceId
               and rule = :rule
               and subject = :subject
               and tick < :tick
               and not withdrawn
             order by pce_id desc, rule desc, subject desc, tick desc
             limit 1
            """)
    Optional<Instant> before(int pceId, String rule, String subject, Instant tick);

    @SqlQuery(
            """
            select tick
              from finding
             where pce_id = :pceId
               and rule = :rule
               and subject = :subject
               and tick > :tick
               and not withdrawn
             order by pce_id, rule, subject, tick
             limit 1
            """)
    Optional<Instant> after(int pceId, String rule, String subject, Instant tick);

    @SqlQuery(
            """
            select count(*)
              from finding
             where pce_id = :pceId
               and rule = :rule
               and subject = :subject
               and tick between :from and :to
               and not withdrawn
            """)
    int count(int pceId, String rule, String subject, Instant from, Instant to);

    @SqlUpdate(
            """
            insert into finding (pce_id, rule, rule_version, subject, tick, severity, summary, confirmed, withdrawn, held,
                                 exception_id, source, happened_at, visible_at, pulled_at, judged_at, measured, z)
            values (:pceId, :rule, :ruleVersion, :subject, :tick, :severity, :summary, :confirmed, false, :held,
                    :exceptionId, :source, :happenedAt, :visibleAt, :pulledAt, :judgedAt, :measured, :z)
            """)
    void insert(int pceId, @BindMethods StoredFinding finding);

    /** The times stay those of the first judging: they tell how long it took to find it. */
    @SqlUpdate(
            """
            update finding
               set rule_version = :ruleVersion,
                   severity     = :severity,
                   summary      = :summary,
                   confirmed    = :confirmed,
                   withdrawn    = false,
                   held         = :held,
                   exception_id = :exceptionId,
                   source       = :source,
                   measured     = :measured,
                   z            = :z
             where finding_id = :findingId
            """)
    void replace(@BindMethods StoredFinding finding);

    @SqlUpdate(
            """
            update finding
               set confirmed = false,
                   withdrawn = true
             where finding_id = :findingId
            """)
    void withdraw(long findingId);

    @SqlQuery(
            """
            select tick
              from judged_tick
             where pce_id = :pceId
               and settled
             order by pce_id desc, tick desc
             limit 1
            """)
    Optional<Instant> newestSettled(int pceId);

    @SqlQuery(
            """
            select tick
              from judged_tick
             where pce_id = :pceId
             order by pce_id desc, tick desc
             limit 1
            """)
    Optional<Instant> newestJudged(int pceId);

    @SqlUpdate(
            """
            update judged_tick
               set settled   = settled or :settled,
                   judged_at = :judgedAt,
                   run       = :run
             where pce_id = :pceId
               and tick = :tick
            """)
    int markAgain(int pceId, Instant tick, boolean settled, Instant judgedAt, long run);

    @SqlUpdate(
            """
            insert into judged_tick (pce_id, tick, settled, judged_at, run)
            values (:pceId, :tick, :settled, :judgedAt, :run)
            """)
    void mark(int pceId, Instant tick, boolean settled, Instant judgedAt, long run);

    @SqlUpdate("delete from touched_tick where pce_id = :pceId and tick = :tick")
    void untouch(int pceId, Instant tick);

    /** When the PCE was asked for what had been pulled by an instant. */
    @SqlQuery(
            """
            select max(asked_at)
              from pull
             where pce_id = :pceId
               and kind = :kind
               and outcome in ('OK', 'PARTIAL')
               and tick between :from and :to
               and asked_at <= :pulledAt
            """)
    Optional<Instant> askedAt(int pceId, String kind, Instant from, Instant to, Instant pulledAt);
}
