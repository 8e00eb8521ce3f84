package illumiomonitor.engine.alert;

import illumiomonitor.engine.rule.Proof;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What alerts rest on, by tick. */
interface EvidenceDao {

    @SqlUpdate("delete from alert_evidence where alert_id = :alertId and tick = :tick")
    void delete(long alertId, Instant tick);

    @SqlBatch(
            """
            insert into alert_evidence (alert_id, tick, kind, flow_id, event_id, name, value)
            values (:alertId, :tick, :kind, :flowId, :eventId, :name, :value)
            """)
    void insert(long alertId, Instant tick, @BindMethods List<Proof> proofs);

    /** The oldest of the newest so many ticks, when there are more. */
    @SqlQuery(
            """
            select tick
              from (select distinct tick from alert_evidence where alert_id = :alertId) t
             order by tick desc
            offset :keep rows
             fetch first 1 rows only
            """)
    Optional<Instant> newestBeyond(long alertId, int keep);

    @SqlUpdate("delete from alert_evidence where alert_id = :alertId and tick <= :tick")
    void deleteUpTo(long alertId, Instant tick);

    @SqlUpdate(
            """
            update alert_evidence
               set alert_id = :to
             where alert_id = :from
               and tick >= :since
            """)
    void move(long from, long to, Instant since);
}
