package illumiomonitor.engine.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

@RegisterConstructorMapper(RunDao.Row.class)
@RegisterConstructorMapper(RunLine.Step.class)
@RegisterConstructorMapper(RunLine.LogLine.class)
interface RunDao {

    /** A run without its steps. */
    record Row(
            long run,
            String pce,
            String cause,
            Instant tick,
            Instant startedAt,
            @Nullable Instant endedAt,
            String result,
            String reason,
            int heapAfterMb) {

        RunLine with(List<RunLine.Step> steps) {
            return new RunLine(
                    run, pce, cause, tick, startedAt, endedAt, result, reason, heapAfterMb, steps);
        }
    }

    @SqlQuery(
            """
            select r.run, c.name as pce, r.cause, r.tick, r.started_at, r.ended_at, r.result, r.reason, r.heap_after_mb
              from run r
              join pce c on c.pce_id = r.pce_id
             where r.run < :before
               and (:pce = '' or c.name = :pce)
               and (:result = '' or r.result = :result)
             order by r.run desc
             limit :limit
            """)
    List<Row> before(long before, String pce, String result, int limit);

    @SqlQuery(
            """
            select r.run, c.name as pce, r.cause, r.tick, r.started_at, r.ended_at, r.result, r.reason, r.heap_after_mb
              from run r
              join pce c on c.pce_id = r.pce_id
             where r.run = :run
            """)
    Optional<Row> run(long run);

    @SqlQuery(
            """
            select run, seq, step, started_at, ended_at, outcome, row_count, message
              from run_step
             where run in (<runs>)
             order by run, seq
            """)
    List<RunLine.Step> steps(@BindList("runs") List<Long> runs);

    @SqlQuery(
            """
            select seq, at, level, message
              from (select seq, at, level, message
                      from run_log
                     where run = :run
                     order by seq desc
                     limit :limit) newest
             order by seq
            """)
    List<RunLine.LogLine> log(long run, int limit);
}
