package illumiomonitor.engine.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

@RegisterConstructorMapper(OverviewDao.PceRow.class)
@RegisterConstructorMapper(OverviewDao.PullRow.class)
@RegisterConstructorMapper(OverviewDao.StateCount.class)
@RegisterConstructorMapper(Overview.Gap.class)
interface OverviewDao {

    record PceRow(int pceId, String name, String version, String counters, long clockOffsetMs) {}

    record PullRow(String outcome, String reason, Instant at, long rowCount) {
        Overview.LastPull with(String kind, @Nullable Instant goodUpTo) {
            return new Overview.LastPull(kind, outcome, reason, at, rowCount, goodUpTo);
        }
    }

    record StateCount(String state, int number) {}

    @SqlQuery("select pce_id, name, version, counters, clock_offset_ms from pce order by name")
    List<PceRow> pces();

    @SqlQuery(
            """
            select outcome, reason, coalesce(answered_at, asked_at) as at, row_count
              from pull
             where pce_id = :pce and kind = :kind and outcome <> 'OPEN'
             order by pce_id desc, kind desc, tick desc
             limit 1
            """)
    Optional<PullRow> lastPull(int pce, String kind);

    @SqlQuery(
            """
            select window_to
              from pull
             where pce_id = :pce and kind = :kind and outcome = 'OK'
             order by pce_id desc, kind desc, tick desc
             limit 1
            """)
    Optional<Instant> goodUpTo(int pce, String kind);

    @SqlQuery(
            """
            select g.gap_id as id, c.name as pce, g.kind, g.from_at as "from", g.to_at as "to", g.reason
              from gap g
              join pce c on c.pce_id = g.pce_id
             where g.closed_at is null
             order by g.from_at desc
             limit 100
            """)
    List<Overview.Gap> openGaps();

    @SqlQuery(
            """
            select state, count(*) as number
              from rule_state
             where state <> 'GONE' and mode <> 'OFF'
             group by state
            """)
    List<StateCount> rulesByState();

    @SqlQuery(
            """
            select count(*)
              from (select 1 as one from delivery where state = 'DEAD' limit 1000) dead
            """)
    int undelivered();

    @SqlQuery("select 1")
    int one();
}
