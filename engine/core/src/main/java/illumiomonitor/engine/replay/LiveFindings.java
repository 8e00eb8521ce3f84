package illumiomonitor.engine.replay;

import illumiomonitor.db.Store;
import illumiomonitor.engine.replay.Tried.Key;
import illumiomonitor.engine.rule.Measure;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** What was found live, as it stands after the last judging of each tick. */
final class LiveFindings {

    private final Store store;

    LiveFindings(Store store) {
        this.store = store;
    }

    /** By rule, at ticks after one instant and up to another. A replay asks tick after tick. */
    Map<String, Map<Key, Tried>> between(int pceId, String pce, Instant after, Instant to) {
        Map<String, Map<Key, Tried>> byRule = new HashMap<>();
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select rule, subject, tick, summary, held, rule_version,
                                                       pulled_at
                                                  from finding
                                                 where pce_id = :pce
                                                   and tick > :after
                                                   and tick <= :to
                                                   and not withdrawn
                                                """)
                                        .bind("pce", pceId)
                                        .bind("after", utc(after))
                                        .bind("to", utc(to))
                                        .map(
                                                (row, ctx) ->
                                                        new Tried(
                                                                new Key(
                                                                        pce,
                                                                        row.getString(1),
                                                                        row.getString(2),
                                                                        at(
                                                                                row.getObject(
                                                                                        3,
                                                                                        OffsetDateTime
                                                                                                .class))),
                                                                row.getString(4),
                                                                Measure.NONE,
                                                                row.getString(5),
                                                                row.getString(6),
                                                                at(
                                                                        row.getObject(
                                                                                7,
                                                                                OffsetDateTime
                                                                                        .class))))
                                        .forEach(
                                                one ->
                                                        byRule.computeIfAbsent(
                                                                        one.key().rule(),
                                                                        r -> new HashMap<>())
                                                                .put(one.key(), one)));
        return byRule;
    }

    /** When the ticks of a stretch were judged live for the last time, both ends inclusive. */
    Map<Instant, Instant> judged(int pceId, Instant from, Instant to) {
        Map<Instant, Instant> judged = new HashMap<>();
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select tick, judged_at
                                                  from judged_tick
                                                 where pce_id = :pce
                                                   and tick between :from and :to
                                                """)
                                        .bind("pce", pceId)
                                        .bind("from", utc(from))
                                        .bind("to", utc(to))
                                        .map(
                                                (row, ctx) ->
                                                        Map.entry(
                                                                at(
                                                                        row.getObject(
                                                                                1,
                                                                                OffsetDateTime
                                                                                        .class)),
                                                                at(
                                                                        row.getObject(
                                                                                2,
                                                                                OffsetDateTime
                                                                                        .class))))
                                        .forEach(one -> judged.put(one.getKey(), one.getValue())));
        return judged;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Instant at(OffsetDateTime time) {
        return time.toInstant();
    }
}
