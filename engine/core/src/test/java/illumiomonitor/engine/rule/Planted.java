package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** A store with rows planted in it as a pull would leave them. */
public final class Planted implements AutoCloseable {

    public static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
    public static final int PCE = 1;

    public final Store store;
    private final Map<String, Integer> endpoints = new HashMap<>();
    private final Map<String, Integer> terms = new HashMap<>();
    private long pull;
    private long flow = TEN.getEpochSecond() / 86_400 * 1_000_000_000L;
    private long increment;
    private long event;

    public Planted() {
        this(Store.open(H2.memory()));
    }

    public Planted(Store store) {
        this.store = store;
        store.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    "insert into pce (pce_id, name, first_seen_at, coverage_from)"
                                            + " values (1, 'hq', ?, ?)",
                                    utc(TEN.minus(Duration.ofDays(2))),
                                    utc(TEN.minus(Duration.ofDays(2))));
                            handle.execute(
                                    "insert into term (term_id, text) select 0, ''"
                                            + " where not exists (select 1 from term)");
                        });
    }

    public static java.time.OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Begins a pull whose rows are planted from now on. */
    public Planted pull(Instant tick, String outcome) {
        pull++;
        increment = pull * 10_000_000L;
        execute(
                """
                insert into pull (pull_id, pce_id, run, kind, tick, window_from, window_to, asked_at,
                                  answered_at, outcome, spans_from, spans_to)
                values (?, 1, 0, 'TRAFFIC', ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                pull,
                utc(tick),
                utc(tick.minusSeconds(600)),
                utc(tick),
                utc(tick),
                utc(tick.plusSeconds(3)),
                outcome,
                utc(tick.minus(Duration.ofDays(1))),
                utc(tick));
        return this;
    }

    public Row flow(String src, String dst, int port) {
        return new Row(src, dst, port);
    }

    public long lastPull() {
        return pull;
    }

    public void uncount(long flowId) {
        execute("insert into uncounted (flow_id, pull_id) values (?, ?)", flowId, pull);
    }

    public void event(Instant at, String type, String status, String actor, String srcIp) {
        event++;
        execute(
                """
                insert into event (event_id, pce_id, pull_id, href, at, type, status, actor, src_ip,
                                   body)
                values (?, 1, ?, ?, ?, ?, ?, ?, ?, '{}')
                """,
                event,
                pull,
                "/orgs/1/events/" + event,
                utc(at),
                type,
                status,
                actor,
                srcIp);
    }

    private int endpoint(String ip) {
        return endpoints.computeIfAbsent(
                ip,
                key -> {
                    int id = endpoints.size() + 1;
                    execute(
                            "insert into endpoint (endpoint_id, pce_id, ip, managed, labels)"
                                    + " values (?, 1, ?, ?, ?)",
                            id,
                            key,
                            key.startsWith("10."),
                            "app=shop,env=" + (key.startsWith("10.") ? "prod" : "dev"));
                    return id;
                });
    }

    private int term(String text) {
        return text.isEmpty()
                ? 0
                : terms.computeIfAbsent(
                        text,
                        key -> {
                            int id = terms.size() + 1;
                            execute("insert into term (term_id, text) values (?, ?)", id, key);
                            return id;
                        });
    }

    public void execute(String sql, Object... args) {
        store.jdbi().useHandle((Handle handle) -> handle.execute(sql, args));
    }

    @Override
    public void close() {
        store.close();
    }

    /** A flow row and its increments. */
    public final class Row {
        private final String src;
        private final String dst;
        private final int port;
        private int decision = 2;
        private int direction = 1;
        private boolean counted = true;
        private String state = "closed";
        private long id;
        private long totalIn;
        private long totalConnections;

        Row(String src, String dst, int port) {
            this.src = src;
            this.dst = dst;
            this.port = port;
        }

        public Row allowed() {
            decision = 0;
            return this;
        }

        public Row potentially() {
            decision = 1;
            return this;
        }

        public Row outbound() {
            direction = 2;
            return this;
        }

        public Row notCounted() {
            counted = false;
            return this;
        }

        public Row state(String text) {
            state = text;
            return this;
        }

        public long id() {
            return id;
        }

        /** Grew by so many connections in the minute before. */
        public Row grew(long connections, Instant until) {
            return grew(connections, 0, until.minusSeconds(60), until);
        }

        public Row grew(long connections, long bytesIn, Instant since, Instant until) {
            return grew(connections, bytesIn, since, until, totalConnections == 0 ? 0 : 1);
        }

        public Row grew(long connections, long bytesIn, Instant since, Instant until, int basis) {
            if (id == 0) {
                id = ++flow;
                execute(
                        """
                        insert into flow (flow_id, pce_id, pull_id, src, dst, port, proto, state,
                                          transmission, direction, decision, first_detected,
                                          bucket_from, counted)
                        values (?, 1, ?, ?, ?, ?, 6, ?, 0, ?, ?, ?, ?, ?)
                        """,
                        id,
                        pull,
                        endpoint(src),
                        endpoint(dst),
                        port,
                        term(state),
                        direction,
                        decision,
                        utc(since),
                        utc(TEN.minus(Duration.ofHours(10))),
                        counted);
            }
            totalConnections += connections;
            totalIn += bytesIn;
            execute(
                    """
                    insert into increment (increment_id, flow_id, src, dst, since_at, until_at,
                                           last_detected, connections, bytes_in, bytes_out,
                                           total_connections, total_in, total_out, basis)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 0, ?)
                    """,
                    increment++,
                    id,
                    endpoint(src),
                    endpoint(dst),
                    utc(since),
                    utc(until),
                    utc(until),
                    connections,
                    bytesIn,
                    totalConnections,
                    totalIn,
                    basis);
            return this;
        }
    }
}
