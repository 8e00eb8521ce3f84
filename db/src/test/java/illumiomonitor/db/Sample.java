package illumiomonitor.db;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Puts rows into a store as pulls would. */
final class Sample {

    static final Instant NOON = Instant.parse("2026-05-20T12:00:00Z");
    static final long DAY = NOON.getEpochSecond() / 86_400;

    private final Jdbi jdbi;

    Sample(Store store) {
        this.jdbi = store.jdbi();
    }

    /** A PCE and two endpoints, 1 and 2. */
    Sample estate() {
        jdbi.useHandle(
                handle -> {
                    handle.execute(
                            "insert into pce (pce_id, name, first_seen_at) values (1, 'hq', ?)",
                            at(NOON));
                    for (int i = 1; i <= 2; i++) {
                        handle.execute(
                                "insert into endpoint (endpoint_id, pce_id, ip, name, managed, labels)"
                                        + " values (?, 1, ?, ?, true, 'app=shop,env=prod')",
                                i,
                                "10.0.0." + i,
                                "host-" + i);
                    }
                });
        return this;
    }

    void pull(long id, String outcome) {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                """
                                insert into pull (pull_id, pce_id, run, kind, tick, window_from, window_to, asked_at, outcome)
                                values (?, 1, 1, 'TRAFFIC', ?, ?, ?, ?, ?)
                                """,
                                id,
                                at(NOON),
                                at(NOON.minusSeconds(300)),
                                at(NOON),
                                at(NOON),
                                outcome));
    }

    /** Flows of the day, from the first number on, met by a pull. */
    void flows(long pull, long first, int count) {
        jdbi.useTransaction(handle -> flows(handle, pull, first, count));
    }

    private static void flows(Handle handle, long pull, long first, int count) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into flow (flow_id, pce_id, pull_id, src, dst, port, proto, direction, decision,
                                          first_detected, bucket_from, counted)
                        values (?, 1, ?, 1, 2, 443, 6, 1, 2, ?, ?, true)
                        """);
        for (int i = 0; i < count; i++) {
            batch.add(
                    flow(first + i),
                    pull,
                    at(NOON.minusSeconds(600)),
                    at(Instant.ofEpochSecond(DAY * 86_400)));
        }
        batch.execute();
    }

    /** One increment of each flow, in their order; every one of {@code connections}. */
    void increments(long pull, long first, int count, long connections, long total) {
        jdbi.useTransaction(
                handle -> {
                    PreparedBatch batch =
                            handle.prepareBatch(
                                    """
                                    insert into increment (increment_id, flow_id, src, dst, since_at, until_at, last_detected,
                                                           connections, bytes_in, bytes_out,
                                                           total_connections, total_in, total_out, basis)
                                    values (?, ?, 1, 2, ?, ?, ?, ?, 10, 20, ?, 100, 200, 1)
                                    """);
                    for (int i = 0; i < count; i++) {
                        batch.add(
                                pull * 10_000_000 + i,
                                flow(first + i),
                                at(NOON.minusSeconds(300)),
                                at(NOON),
                                at(NOON),
                                connections,
                                total);
                    }
                    batch.execute();
                });
    }

    static long flow(long number) {
        return DAY * 1_000_000_000 + number;
    }

    static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
