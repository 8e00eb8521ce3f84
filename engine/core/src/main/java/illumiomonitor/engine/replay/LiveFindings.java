package illumiomonitor.engine.replay;

import illumiomonitor.db.Store;
import illumiomonitor.engine.replay.Tried.Key;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was found live in a stretch, as it stands after the last judging of each tick. */
final class LiveFindings {

    private final Store store;
    private final Map<Key, String> findings = new HashMap<>();
    private final Set<Instant> judged = new HashSet<>();

    LiveFindings(Store store) {
        this.store = store;
    }

    /** By what makes them the same, with their summaries. */
    Map<Key, String> findings() {
        return findings;
    }

    boolean judgedAt(Instant tick) {
        return judged.contains(tick);
    }

    /** Reads one PCE's; of the one before only the findings are kept. */
    void read(int pceId, String pce, Set<String> rules, Instant from, Instant to) {
        judged.clear();
        store.jdbi()
                .useHandle(
                        handle -> {
                            handle.createQuery(
                                            """
                                            select rule, subject, tick, summary
                                              from finding
                                             where pce_id = :pce
                                               and tick between :from and :to
                                               and not withdrawn
                                            """)
                                    .bind("pce", pceId)
                                    .bind("from", utc(from))
                                    .bind("to", utc(to))
                                    .map(
                                            (row, ctx) ->
                                                    Map.entry(
                                                            new Key(
                                                                    pce,
                                                                    row.getString(1),
                                                                    row.getString(2),
                                                                    at(
                                                                            row.getObject(
                                                                                    3,
                                                                                    OffsetDateTime
                                                                                            .class))),
                                                            row.getString(4)))
                                    .forEach(
                                            one -> {
                                                if (rules.contains(one.getKey().rule())) {
                                                    findings.put(one.getKey(), one.getValue());
                                                }
                                            });
                            handle.createQuery(
                                            """
                                            select tick
                                              from judged_tick
                                             where pce_id = :pce
                                               and tick between :from and :to
                                            """)
                                    .bind("pce", pceId)
                                    .bind("from", utc(from))
                                    .bind("to", utc(to))
                                    .map((row, ctx) -> at(row.getObject(1, OffsetDateTime.class)))
                                    .forEach(judged::add);
                        });
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Instant at(OffsetDateTime time) {
        return time.toInstant();
    }
}
