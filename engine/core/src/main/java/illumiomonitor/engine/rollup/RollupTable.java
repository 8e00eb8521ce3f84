package illumiomonitor.engine.rollup;

import illumiomonitor.db.RightOfWay.Courtesy;
import illumiomonitor.db.Store;
import illumiomonitor.spi.Metric;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Hourly sums in the store, a week to a row. One writes at a time.
 *
 * <p>A stranger, that is an entity without a VEN, keeps its week only when it was seen in {@link
 * #HOURS_OF_A_STRANGER} hours of it, looked at when the week is over: who scanned once leaves no
 * row for ever.
 */
final class RollupTable {

    static final int HOURS_OF_A_STRANGER = 3;

    private static final int CHUNK = 1_000;

    /** H2 keeps an answer of this many rows in memory. */
    private static final int ROWS = 16_000;

    private static final Metric[] METRICS = Metric.values();

    /** A week of one entity. */
    private static final class Week {
        private final long id;
        private final boolean managed;
        private final String hours;

        Week(long id, boolean managed, String hours) {
            this.id = id;
            this.managed = managed;
            this.hours = hours;
        }
    }

    private record Change(long id, Series series, boolean managed, String hours, boolean fresh) {}

    private final Store store;

    RollupTable(Store store) {
        this.store = store;
    }

    /** Takes every series' values. */
    @FunctionalInterface
    interface Taker {
        void take(Metric metric, String entity, long week, String hours);
    }

    /** All weeks from one to another, both included, in the order of time. */
    static void read(Handle handle, int pceId, long from, long to, Taker taker) {
        String sql =
                """
                select rollup_id, metric, entity, hours
                  from rollup
                 where rollup_id > ?
                   and rollup_id < ?
                   and pce_id = ?
                 order by rollup_id
                 fetch first %d rows only
                """
                        .formatted(ROWS);
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            statement.setLong(2, (to + 1) * Hours.ROWS);
            statement.setInt(3, pceId);
            long last = from * Hours.ROWS - 1;
            int rows = ROWS;
            while (rows == ROWS) {
                statement.setLong(1, last);
                rows = 0;
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        rows++;
                        last = row.getLong(1);
                        taker.take(
                                METRICS[row.getInt(2)],
                                row.getString(3),
                                last / Hours.ROWS,
                                row.getString(4));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("rollups could not be read", e);
        }
    }

    /** The first hour of the metrics that were not kept from the first sums on. */
    static Map<Metric, Long> firstKept(Handle handle) {
        Map<Metric, Long> first = new EnumMap<>(Metric.class);
        handle.createQuery(
                        "select metric, kept_from from rollup_metric where kept_from is not null")
                .map(
                        (row, ctx) ->
                                Map.entry(
                                        METRICS[row.getInt(1)],
                                        Hours.of(
                                                row.getObject(2, OffsetDateTime.class)
                                                        .toInstant())))
                .forEach(row -> first.put(row.getKey(), row.getValue()));
        return first;
    }

    /**
     * Writes hours as a whole, whatever was there of them.
     *
     * @param newest the newest hour of which anything is stored
     */
    void write(int pceId, HoursOfWeek sums, long newest, Courtesy courtesy)
            throws InterruptedException {
        long week = sums.week();
        Map<Series, Week> known = weeks(pceId, week);
        List<Change> changes = changed(known, sums);
        changes.addAll(fresh(known, sums));
        save(pceId, changes, courtesy);
        if (week < Hours.week(newest)) {
            prune(pceId, week);
        }
        if (known.isEmpty()) {
            prune(pceId, week - 1);
        }
    }

    private List<Change> fresh(Map<Series, Week> known, HoursOfWeek sums) {
        List<Change> fresh = new ArrayList<>();
        long[] next = {Math.max(sums.week() * Hours.ROWS, newestId(sums.week())) + 1};
        sums.entries()
                .forEach(
                        (series, entry) -> {
                            long[] values = new long[Hours.PER_WEEK];
                            if (!known.containsKey(series) && sums.lay(series, values)) {
                                String hours = HourValues.text(values);
                                fresh.add(
                                        new Change(
                                                next[0]++, series, entry.managed(), hours, true));
                            }
                        });
        return fresh;
    }

    private static List<Change> changed(Map<Series, Week> known, HoursOfWeek sums) {
        List<Change> changes = new ArrayList<>();
        known.forEach(
                (series, week) -> {
                    boolean managed = week.managed || sums.isManaged(series);
                    long[] values = HourValues.parse(week.hours);
                    if (sums.lay(series, values) || managed != week.managed) {
                        changes.add(
                                new Change(
                                        week.id, series, managed, HourValues.text(values), false));
                    }
                });
        return changes;
    }

    private Map<Series, Week> weeks(int pceId, long week) {
        Map<Series, Week> weeks = new LinkedHashMap<>();
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select rollup_id, metric, entity, managed, hours
                                                  from rollup
                                                 where rollup_id >= :from
                                                   and rollup_id < :to
                                                   and pce_id = :pce
                                                 order by rollup_id
                                                """)
                                        .bind("pce", pceId)
                                        .bind("from", week * Hours.ROWS)
                                        .bind("to", (week + 1) * Hours.ROWS)
                                        .map(
                                                (row, ctx) ->
                                                        Map.entry(
                                                                new Series(
                                                                        METRICS[row.getInt(2)],
                                                                        row.getString(3)),
                                                                new Week(
                                                                        row.getLong(1),
                                                                        row.getBoolean(4),
                                                                        row.getString(5))))
                                        .forEach(row -> weeks.put(row.getKey(), row.getValue())));
        return weeks;
    }

    private long newestId(long week) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select coalesce(max(rollup_id), 0)
                                                  from rollup
                                                 where rollup_id >= :from
                                                   and rollup_id < :to
                                                """)
                                        .bind("from", week * Hours.ROWS)
                                        .bind("to", (week + 1) * Hours.ROWS)
                                        .mapTo(long.class)
                                        .one());
    }

    private void save(int pceId, List<Change> changes, Courtesy courtesy)
            throws InterruptedException {
        for (int at = 0; at < changes.size(); at += CHUNK) {
            courtesy.giveWay();
            List<Change> chunk = changes.subList(at, Math.min(changes.size(), at + CHUNK));
            store.jdbi().useTransaction(handle -> save(handle, pceId, chunk));
        }
    }

    private static void save(Handle handle, int pceId, List<Change> chunk) {
        PreparedBatch updates =
                handle.prepareBatch("update rollup set hours = ?, managed = ? where rollup_id = ?");
        PreparedBatch inserts =
                handle.prepareBatch(
                        """
                        insert into rollup (rollup_id, pce_id, metric, entity, managed, hours)
                        values (?, ?, ?, ?, ?, ?)
                        """);
        for (Change change : chunk) {
            if (change.fresh()) {
                inserts.add(
                        change.id(),
                        pceId,
                        change.series().metric().ordinal(),
                        change.series().entity(),
                        change.managed(),
                        change.hours());
            } else {
                updates.add(change.hours(), change.managed(), change.id());
            }
        }
        updates.execute();
        inserts.execute();
    }

    /** Lets go of the strangers of a week that is over, and of rows in which nothing is left. */
    private void prune(int pceId, long week) {
        List<Long> gone = new ArrayList<>();
        weeks(pceId, week)
                .forEach(
                        (series, row) -> {
                            int seen = HourValues.seen(HourValues.parse(row.hours));
                            if (seen == 0 || !row.managed && seen < HOURS_OF_A_STRANGER) {
                                gone.add(row.id);
                            }
                        });
        for (int at = 0; at < gone.size(); at += CHUNK) {
            List<Long> chunk = gone.subList(at, Math.min(gone.size(), at + CHUNK));
            store.jdbi()
                    .useTransaction(
                            handle -> {
                                PreparedBatch batch =
                                        handle.prepareBatch(
                                                "delete from rollup where rollup_id = ?");
                                chunk.forEach(batch::add);
                                batch.execute();
                            });
        }
    }
}
