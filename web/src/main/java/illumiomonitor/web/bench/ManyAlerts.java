package illumiomonitor.web.bench;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/**
 * Rows as a long life leaves them: alerts of all rules, evidence of the newest, runs, endpoints.
 */
final class ManyAlerts {

    /** A run each five minutes for 90 days. */
    static final int RUNS = 25_920;

    private static final int CHUNK = 10_000;
    private static final int WITH_EVIDENCE = 10_000;
    private static final int ENDPOINTS = 20_000;

    private final Store store;
    private final OffsetDateTime now;

    ManyAlerts(Store store, Instant now) {
        this.store = store;
        this.now = now.atOffset(ZoneOffset.UTC);
    }

    void write(int alerts, Journal journal) {
        store.jdbi()
                .useHandle(
                        h -> {
                            h.execute(
                                    "merge into pce (pce_id, name, version, counters, counters_proof, first_seen_at)"
                                            + " values (1, 'bench', '25.2.40', 'BUCKET', '', ?)",
                                    now);
                            chunks(h, ENDPOINTS, ENDPOINT);
                            chunks(h, RUNS, RUN);
                            chunks(h, RUNS, STEP);
                        });
        for (int from = 1; from <= alerts; from += CHUNK) {
            int first = from;
            int last = Math.min(alerts, from + CHUNK - 1);
            store.jdbi().useHandle(h -> h.execute(ALERT, alerts, now, first, last));
            journal.progress("alerts", last, alerts);
        }
        store.jdbi()
                .useHandle(
                        h -> {
                            h.execute(
                                    EVIDENCE, now, Math.max(1, alerts - WITH_EVIDENCE + 1), alerts);
                            h.execute(
                                    "alter table alert alter column alert_id restart with "
                                            + (alerts + 1));
                        });
    }

    private void chunks(Handle h, int rows, String sql) {
        for (int from = 1; from <= rows; from += CHUNK) {
            h.execute(sql, now, from, Math.min(rows, from + CHUNK - 1));
        }
    }

    private static final String ENDPOINT =
            """
            insert into endpoint (endpoint_id, pce_id, ip, name, managed, labels)
            select x, 1, '10.' || mod(x / 65536, 250) || '.' || mod(x / 256, 256) || '.' || mod(x, 256), 'host-' || x, true,
                   'app=app-' || mod(x, 300) || ',env=prod,role=role-' || mod(x, 40)
              from (select cast(? as timestamp with time zone) as now) p
             cross join system_range(?, ?)
            """;

    private static final String RUN =
            """
            insert into run (run, pce_id, cause, tick, started_at, ended_at, result, heap_after_mb)
            select x, 1, 'SCHEDULE', dateadd('MINUTE', 5 * (x - 25920), p.now), dateadd('MINUTE', 5 * (x - 25920), p.now),
                   dateadd('SECOND', 300 * (x - 25920) + 4, p.now), case when mod(x, 2000) = 0 then 'FAILED' else 'OK' end, 120
              from (select cast(? as timestamp with time zone) as now) p
             cross join system_range(?, ?)
            """;

    private static final String STEP =
            """
            insert into run_step (run, seq, step, started_at, ended_at, outcome, row_count, message)
            select x, s, case s when 1 then 'events' when 2 then 'traffic' when 3 then 'rollup' else 'judge' end,
                   dateadd('SECOND', 300 * (x - 25920) + s, p.now), dateadd('SECOND', 300 * (x - 25920) + s + 1, p.now), 'OK',
                   18204, '18,204 rows, 3,118 increments'
              from (select cast(? as timestamp with time zone) as now) p
             cross join system_range(?, ?)
             cross join (select x as s from system_range(1, 4))
            """;

    /** One each half a minute; of 200 one is open and one acknowledged. */
    private static final String ALERT =
            """
            insert into alert (alert_id, pce_id, rule, rule_version, title, severity, subject, episode, summary, state,
                               first_tick, last_tick, closed_tick, occurrences, cooldown_s, quiet_s, happened_at, visible_at,
                               pulled_at, judged_at)
            select r.x, 1, s.rule, s.version, s.title, s.severity,
                   '10.' || mod(r.x / 65536, 250) || '.' || mod(r.x / 256, 256) || '.' || mod(r.x, 256), 1,
                   'reached ' || (25 + mod(r.x * 7, 400)) || ' targets on port 3389 within 10 minutes',
                   case mod(r.x, 200) when 0 then 'OPEN' when 1 then 'ACKNOWLEDGED' else 'CLOSED' end,
                   dateadd('SECOND', 30 * (r.x - p.alerts) - 600, p.now), dateadd('SECOND', 30 * (r.x - p.alerts), p.now),
                   case when mod(r.x, 200) > 1 then dateadd('SECOND', 30 * (r.x - p.alerts) + 1800, p.now) end,
                   3, 3600, 1800, p.now, p.now, p.now, p.now
              from (select cast(? as int) as alerts, cast(? as timestamp with time zone) as now) p
             cross join system_range(?, ?) r
              join (select rule, version, title, severity, row_number() over (order by rule) - 1 as n,
                           count(*) over () as rules
                      from rule_state) s on s.n = mod(r.x * 7, s.rules)
             order by r.x
            """;

    private static final String EVIDENCE =
            """
            insert into alert_evidence (alert_id, tick, kind, name, value)
            select r.x, p.now, 'FLOW', '10.0.3.17 to 10.0.9.' || e.x || ', 3389/tcp, blocked',
                   'counted 37 in 10:00-10:10; the PCE''s total for this UTC day so far: 4,118; first seen here'
              from (select cast(? as timestamp with time zone) as now) p
             cross join system_range(?, ?) r
             cross join system_range(1, 20) e
            """;
}
