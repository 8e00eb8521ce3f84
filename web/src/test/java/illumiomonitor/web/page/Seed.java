package illumiomonitor.web.page;

import illumiomonitor.db.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Rows as the stages leave them, for tests and for looking at pages. */
public final class Seed {

    /** A workload name as somebody who means harm would choose it. */
    public static final String HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>";

    private static final List<String> RULES =
            List.of(
                    "traffic/blocked-burst",
                    "traffic/horizontal-sweep",
                    "traffic/vertical-scan",
                    "traffic/upload-to-unmanaged",
                    "event/agent-tampering",
                    "event/authentication-failures",
                    "event/failed-sign-ins",
                    "event/agents-offline",
                    "health/pce-unhealthy",
                    "health/pull-failed");

    private static final List<String> TITLES =
            List.of(
                    "Many blocked connections from one source",
                    "One source tries many hosts",
                    "One source tries many ports of a host",
                    "Large upload to an unmanaged address",
                    "An agent was tampered with",
                    "API authentication fails again and again",
                    "Failed sign-ins",
                    "Agents went offline",
                    "The PCE says it is not well",
                    "A pull failed");

    private static final List<String> SEVERITIES =
            List.of(
                    "MEDIUM",
                    "HIGH",
                    "HIGH",
                    "CRITICAL",
                    "HIGH",
                    "MEDIUM",
                    "LOW",
                    "MEDIUM",
                    "HIGH",
                    "LOW");

    private static final int CHUNK = 10_000;

    private final Store store;
    private final Instant now;

    public Seed(Store store, Instant now) {
        this.store = store;
        this.now = now;
    }

    private OffsetDateTime ago(Duration age) {
        return now.minus(age).atOffset(ZoneOffset.UTC);
    }

    /** Two PCEs, pulled a moment ago; {@code down} lets the last pull from the second fail. */
    public Seed pces(boolean down) {
        store.jdbi()
                .useHandle(
                        h -> {
                            pce(h, 1, "hq", "25.2.40");
                            pce(h, 2, "plant", "24.5.10");
                            pull(h, 1, 1, "TRAFFIC", "OK", "", 18_204, Duration.ofMinutes(2));
                            pull(h, 2, 1, "EVENTS", "OK", "", 41, Duration.ofMinutes(2));
                            pull(h, 3, 1, "HEALTH", "OK", "", 1, Duration.ofMinutes(2));
                            String why =
                                    down
                                            ? "PCE plant cannot be reached at https://pce.plant.example:8443: the"
                                                    + " connection was refused"
                                            : "";
                            String outcome = down ? "FAILED" : "OK";
                            pull(h, 4, 2, "TRAFFIC", outcome, why, 0, Duration.ofMinutes(3));
                            pull(h, 5, 2, "EVENTS", "OK", "", 0, Duration.ofMinutes(3));
                        });
        return this;
    }

    private void pce(Handle h, int id, String name, String version) {
        h.execute(
                "insert into pce (pce_id, name, version, counters, counters_proof, first_seen_at)"
                        + " values (?, ?, ?, 'BUCKET', '', ?)",
                id,
                name,
                version,
                ago(Duration.ofDays(30)));
    }

    private void pull(
            Handle h,
            long id,
            int pce,
            String kind,
            String outcome,
            String reason,
            long rows,
            Duration age) {
        h.execute(
                "insert into pull (pull_id, pce_id, run, kind, tick, window_from, window_to, asked_at,"
                        + " answered_at, outcome, reason, row_count) values (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                pce,
                kind,
                ago(age),
                ago(age.plusMinutes(35)),
                ago(age),
                ago(age),
                ago(age),
                outcome,
                reason,
                rows);
    }

    /** The shipped rules, one broken, one learning, one in shadow. */
    public Seed rules() {
        store.jdbi()
                .useHandle(
                        h -> {
                            for (int i = 0; i < RULES.size(); i++) {
                                rule(h, i);
                            }
                            h.execute(
                                    "update rule_state set state = 'BROKEN', line = 17, col = 9, error ="
                                            + " 'Unable to resolve ObjectType ''Fanout'' : did you mean FanOut?'"
                                            + " where rule = 'traffic/vertical-scan'");
                            h.execute(
                                    "update rule_state set state = 'LEARNING' where rule = 'traffic/upload-to-unmanaged'");
                            h.execute(
                                    "update rule_state set mode = 'SHADOW' where rule = 'event/agents-offline'");
                        });
        return this;
    }

    private void rule(Handle h, int i) {
        String rule = RULES.get(i);
        h.execute(
                "insert into rule_state (rule, file, mode, state, version, window_s, severity, title, seen_at)"
                        + " values (?, ?, 'LIVE', 'OK', ?, ?, ?, ?, ?)",
                rule,
                rule + ".drl",
                version(i, 1),
                i == 3 ? 3600 : 600,
                SEVERITIES.get(i),
                TITLES.get(i),
                ago(Duration.ZERO));
        for (int n = 0; n < 3; n++) {
            h.execute(
                    "insert into rule_version (rule, version, file, author, reason, saved_at, text)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    rule,
                    version(i, n),
                    rule + ".drl",
                    n == 0 ? "file" : "ada",
                    n == 0 ? "" : "Raised after the false alarms of the backup hosts",
                    ago(Duration.ofDays(9 - 3L * n)),
                    text(i, 10 * (n + 1)));
        }
        h.execute(
                "update rule_state set version = ? where rule = ?",
                version(i, i == 2 ? 1 : 2),
                rule);
    }

    private static String version(int rule, int n) {
        return "%016x".formatted(0x9e3779b97f4a7c15L * (rule * 10L + n + 1));
    }

    private static String text(int i, int threshold) {
        String rule = RULES.get(i);
        return """
        package %s

        import illumiomonitor.spi.*
        global illumiomonitor.spi.Findings findings

        /*
         * Sees    one source that reaches the limit of targets within ten minutes
         * Means   someone is looking around: the first thing an intruder does
         * Quiet   scanners and monitoring hosts: put them into exceptions.yaml
         * Then    find who was signed in at the source, then look at what it reached afterwards
         */
        rule "%s"
            @title("%s")
            @severity(%s)
            @window("10m")
            @attack("T1046")
            @threshold(%d) @unit("distinct targets")
        when
            Threshold( rule == "%s", $limit : value )
            FanOut( targets >= $limit, $src : src, $n : targets )
        then
            // the format's arguments are escaped wherever they are shown
            findings.add( $src.ip(), "%%s reached %%d targets", $src.ip(), $n );
        end
        """
                .formatted(
                        rule.substring(0, rule.indexOf('/')),
                        rule,
                        TITLES.get(i),
                        SEVERITIES.get(i),
                        threshold,
                        rule);
    }

    /**
     * This many alerts, the newest seen now, one a minute back; the newest few are open. Number
     * 2,000,000 is the newest, the next 1,999,999 and so on. Written oldest first, as life does.
     */
    public Seed alerts(int number, int open) {
        for (int to = number - 1; to >= 0; to -= CHUNK) {
            int from = Math.max(0, to - CHUNK + 1);
            int last = to;
            store.jdbi().useHandle(handle -> alerts(handle, from, last, open));
        }
        return this;
    }

    private void alerts(Handle h, int from, int to, int open) {
        for (int i = 0; i < RULES.size(); i++) {
            h.execute(
                    INSERT_ALERTS,
                    RULES.get(i),
                    version(i, 2),
                    TITLES.get(i),
                    SEVERITIES.get(i),
                    open,
                    now.atOffset(ZoneOffset.UTC),
                    from,
                    to,
                    i);
        }
    }

    private static final String INSERT_ALERTS =
            """
            insert into alert (alert_id, pce_id, rule, rule_version, title, severity, subject, episode, summary, state,
                               first_tick, last_tick, closed_tick, occurrences, cooldown_s, quiet_s, happened_at, visible_at,
                               pulled_at, judged_at, sent_at)
            select 2000000 - x, 1 + mod(x, 2), p.rule, p.version, p.title, p.severity,
                   '10.' || mod(x / 65536, 250) || '.' || mod(x / 256, 256) || '.' || mod(x, 256), 1,
                   '10.' || mod(x / 65536, 250) || '.' || mod(x / 256, 256) || '.' || mod(x, 256) || ' reached '
                       || (25 + mod(x * 7, 400)) || ' targets on port 3389 within 10 minutes, 3 of them in production',
                   case when x >= p.open then 'CLOSED' when mod(x, 6) = 5 then 'ACKNOWLEDGED' else 'OPEN' end,
                   dateadd('MINUTE', -x - 25, p.now), dateadd('MINUTE', -x, p.now),
                   case when x >= p.open then dateadd('MINUTE', 30 - x, p.now) end,
                   1 + mod(x, 37), 3600, 1800, dateadd('SECOND', -60 * x - 740, p.now), dateadd('SECOND', -60 * x - 180, p.now),
                   dateadd('SECOND', -60 * x - 9, p.now), dateadd('SECOND', -60 * x - 7, p.now), dateadd('SECOND', -60 * x - 6, p.now)
              from (select cast(? as varchar) as rule, cast(? as varchar) as version, cast(? as varchar) as title,
                           cast(? as varchar) as severity, cast(? as int) as open,
                           cast(? as timestamp with time zone) as now) p
             cross join system_range(?, ?)
             where mod(x, 10) = ?
            """;

    /** Evidence, messages and decisions of an alert. */
    public Seed story(long alert) {
        store.jdbi()
                .useHandle(
                        h -> {
                            for (int i = 0; i < 12; i++) {
                                h.execute(
                                        "insert into alert_evidence (alert_id, tick, kind, flow_id, name, value)"
                                                + " values (?, ?, ?, ?, ?, ?)",
                                        alert,
                                        ago(Duration.ofMinutes(i < 7 ? 0 : 5)),
                                        i % 6 == 0 ? "NUMBER" : "FLOW",
                                        i % 6 == 0 ? null : 20_000L * 1_000_000_000 + i,
                                        i % 6 == 0
                                                ? "distinct targets"
                                                : "10.0.3.17 "
                                                        + (i == 3 ? HOSTILE : "wks-0317")
                                                        + " → 10.0.9."
                                                        + i
                                                        + ":3389 tcp svchost.exe",
                                        i % 6 == 0
                                                ? "37 (limit 25)"
                                                : "counted 37 in 10:00–10:10; the PCE's total for this UTC day so far: 4,118; "
                                                        + (i % 2 == 0
                                                                ? "grew since 09:55"
                                                                : "new first seen here"));
                            }
                            delivery(h, alert, "soc", "SENT", 1, "");
                            delivery(
                                    h,
                                    alert,
                                    "mail",
                                    "PENDING",
                                    3,
                                    "mail.example.com answered 451 4.7.1 try again later");
                            delivery(h, alert, "line", "DEAD", 8, "api.line.me answered 401");
                            h.execute(
                                    "insert into alert_action (alert_id, at, who, action, note) values (?, ?, 'ada', 'ACKNOWLEDGE', ?)",
                                    alert,
                                    ago(Duration.ofMinutes(4)),
                                    "Asking the owner of " + HOSTILE);
                        });
        return this;
    }

    private void delivery(
            Handle h, long alert, String channel, String state, int attempts, String error) {
        h.execute(
                "insert into delivery (alert_id, channel, notification, kind, idempotency_key, payload, state,"
                        + " attempts, next_at, last_error, created_at, sent_at)"
                        + " values (?, ?, 1, 'ALERT', ?, '{}', ?, ?, ?, ?, ?, ?)",
                alert,
                channel,
                channel + alert,
                state,
                attempts,
                ago(Duration.ofMinutes(-3)),
                error,
                ago(Duration.ofMinutes(6)),
                state.equals("SENT") ? ago(Duration.ofMinutes(6)) : null);
    }

    /** People were told of so much about an alert, whose rule tells only of more for a week. */
    public Seed told(long alert, double measured, double z) {
        store.jdbi()
                .useHandle(
                        h -> {
                            h.execute(
                                    "update alert set refractory_s = 604800 where alert_id = ?",
                                    alert);
                            h.execute(
                                    "insert into alert_told (alert_id, tick, measured, z)"
                                            + " select alert_id, last_tick, ?, ? from alert where alert_id = ?",
                                    measured,
                                    z,
                                    alert);
                        });
        return this;
    }

    /** An alert about somebody with a hostile name. */
    public Seed hostile(long alert) {
        store.jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "update alert set subject = ?, title = ?, summary = ? where alert_id = ?",
                                        HOSTILE,
                                        "Sweep " + HOSTILE,
                                        HOSTILE + " reached 40 targets",
                                        alert));
        return this;
    }

    /** Runs every five minutes, the newest still going on. */
    public Seed runs(int number) {
        store.jdbi()
                .useHandle(
                        h -> {
                            for (int n = 1; n <= number; n++) {
                                run(h, n, number);
                            }
                        });
        return this;
    }

    private void run(Handle h, int n, int number) {
        boolean running = n == number;
        Duration age =
                running ? Duration.ofSeconds(4) : Duration.ofMinutes(5L * ((number - n) / 2) + 2);
        String result =
                running ? "RUNNING" : n % 23 == 0 ? "FAILED" : n % 11 == 0 ? "PARTIAL" : "OK";
        long millis = 1_200 + (n * 7_919L) % 3_000;
        h.execute(
                "insert into run (run, pce_id, cause, tick, started_at, ended_at, result, reason, heap_after_mb)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                n,
                1 + n % 2,
                n % 17 == 0 ? "MANUAL" : "SCHEDULE",
                ago(age),
                ago(age),
                running ? null : ago(age.minusMillis(millis)),
                result,
                switch (result) {
                    case "FAILED" ->
                            "traffic: PCE plant cannot be reached at https://pce.plant.example:8443:"
                                    + " the connection was refused";
                    case "PARTIAL" ->
                            "traffic: 2026-11-23T09:25:00Z to 2026-11-23T10:00:00Z: the PCE has 10,412"
                                    + " rows and gave 10,000 of them, however the question was split";
                    default -> "";
                },
                140 + n % 40);
        String[] steps = {"traffic", "events", "judge 2026-11-23T09:40:00Z", "judge", "rollup"};
        long at = 0;
        for (int s = 0; s < (running ? 3 : steps.length); s++) {
            long length = millis * (s == 0 ? 45 : s == 2 ? 30 : 8) / 100;
            boolean last = running && s == 2;
            h.execute(
                    "insert into run_step (run, seq, step, started_at, ended_at, outcome, row_count, message)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    n,
                    s,
                    steps[s],
                    ago(age.minusMillis(at)),
                    last ? null : ago(age.minusMillis(at + length)),
                    last ? "RUNNING" : result.equals("FAILED") && s == 0 ? "FAILED" : "OK",
                    s == 0 ? 18_204 : s == 1 ? 41 : s == 2 ? 10 : 2,
                    s == 0
                            ? "18,204 rows, 3,118 increments"
                            : s == 1
                                    ? "41 rows, 41 increments"
                                    : s == 4
                                            ? "3,159 increments taken in"
                                            : "10 rules, 2 findings");
            at += length;
        }
        for (int l = 0; l < 9; l++) {
            h.execute(
                    "insert into run_log (run, seq, at, level, message) values (?, ?, ?, ?, ?)",
                    n,
                    l,
                    ago(age.minusMillis(l * 200L)),
                    l == 4 ? "WARN" : "INFO",
                    switch (l) {
                        case 0 ->
                                "Counters are BUCKET: 20 of 20 flows that began before 2026-11-23T09:30:00Z"
                                        + " had the same counters when only what followed was asked";
                        case 4 ->
                                "the certificate of PCE hq is not verified (tls: {verify: false}): anybody on"
                                        + " the way can read the key";
                        case 5 ->
                                "the label "
                                        + HOSTILE
                                        + " is not in the PCE's list and was left out";
                        default -> "hq: " + l + ",204 rows, 3,118 increments, 12 stale, 0 expired";
                    });
        }
    }

    /** Two open gaps. */
    public Seed gaps() {
        store.jdbi()
                .useHandle(
                        h -> {
                            for (int i = 0; i < 2; i++) {
                                h.execute(
                                        "insert into gap (pce_id, kind, from_at, to_at, reason, opened_at) values (?, ?, ?, ?, ?, ?)",
                                        1 + i,
                                        i == 0 ? "TRAFFIC" : "EVENTS",
                                        ago(Duration.ofHours(5 + i)),
                                        ago(Duration.ofHours(4 + i)),
                                        "the PCE gave only 200,000 rows, however the question was split",
                                        ago(Duration.ofHours(4)));
                            }
                        });
        return this;
    }
}
