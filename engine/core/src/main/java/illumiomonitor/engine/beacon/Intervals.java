package illumiomonitor.engine.beacon;

import illumiomonitor.spi.Tick;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The pull intervals of a window, and what increments of single edges fall into each. */
final class Intervals {

    /** A pull's increments are numbered from its id times this. */
    private static final long INCREMENTS = 10_000_000L;

    private static final int ROWS = 16_000;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofMinutes(5);

    private static final String SQL =
            """
            select increment_id, flow_id, until_at, connections, bytes_in, since_at
              from increment
             where increment_id > ?
               and increment_id < ?
               and until_at > ?
               and until_at <= ?
               and connections > 0
             order by increment_id
             fetch first %d rows only
            """
                    .formatted(ROWS);

    private record Pull(long id, Instant tick) {}

    private final Tick tick;
    private final List<Pull> pulls;
    private final long step;
    private final long known;
    private final long from;
    private final long last;

    private Intervals(Tick tick, List<Pull> pulls) {
        this.tick = tick;
        this.pulls = pulls;
        List<Duration> steps = steps(pulls);
        this.step = step(steps).toMillis();
        // Half more, so that a pull that came a little late is still one interval.
        this.known = Math.max(step, usual(steps).toMillis()) * 3 / 2;
        this.from = micros(utc(tick.from()));
        this.last = count() - 1L;
    }

    /** Those of committed pulls. The shortest time between two of them is the interval. */
    static Intervals of(Handle handle, int pceId, Tick tick) {
        List<Pull> pulls =
                handle.createQuery(
                                """
                                select pull_id, tick
                                  from pull
                                 where pce_id = :pce
                                   and kind = 'TRAFFIC'
                                   and tick > :from
                                   and outcome in ('OK', 'PARTIAL')
                                   and spans_to > :from
                                   and spans_from <= :to
                                 order by pull_id
                                """)
                        .bind("pce", pceId)
                        .bind("from", utc(tick.from()))
                        .bind("to", utc(tick.at()))
                        .map(
                                (row, ctx) ->
                                        new Pull(
                                                row.getLong(1),
                                                row.getObject(2, OffsetDateTime.class).toInstant()))
                        .list();
        return new Intervals(tick, pulls);
    }

    /** Between pulls, the shortest first. */
    private static List<Duration> steps(List<Pull> pulls) {
        List<Instant> ticks = pulls.stream().map(Pull::tick).distinct().sorted().toList();
        List<Duration> steps = new ArrayList<>();
        for (int i = 1; i < ticks.size(); i++) {
            steps.add(Duration.between(ticks.get(i - 1), ticks.get(i)));
        }
        return steps.stream().sorted().toList();
    }

    private static Duration step(List<Duration> steps) {
        Duration step = steps.isEmpty() ? USUAL : steps.get(0);
        if (step.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return step.compareTo(LONGEST) > 0 ? LONGEST : step;
    }

    private static Duration usual(List<Duration> steps) {
        return steps.isEmpty() ? USUAL : steps.get(steps.size() / 2);
    }

    /** How many the window has. */
    int count() {
        long length = Duration.between(tick.from(), tick.at()).toMillis();
        return (int) Math.max(1, (length + step - 1) / step);
    }

    /**
     * Adds to each edge what its flows grew by.
     *
     * @throws InterruptedException if the run is to stop
     */
    void read(Connection connection, Map<Long, Caller> byFlow)
            throws SQLException, InterruptedException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (Pull pull : pulls) {
                long last = pull.id() * INCREMENTS - 1;
                int rows = ROWS;
                while (rows == ROWS) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("stopped while reading increments");
                    }
                    statement.setLong(1, last);
                    statement.setLong(2, (pull.id() + 1) * INCREMENTS);
                    statement.setObject(3, utc(tick.from()));
                    statement.setObject(4, utc(tick.at()));
                    rows = 0;
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            rows++;
                            last = row.getLong(1);
                            take(row, byFlow.get(row.getLong(2)));
                        }
                    }
                }
            }
        }
    }

    private void take(ResultSet row, @Nullable Caller caller) throws SQLException {
        if (caller == null) {
            return;
        }
        long until = micros(row.getObject(3, OffsetDateTime.class));
        long since = micros(row.getObject(6, OffsetDateTime.class));
        // What one pull caught up with after an outage says nothing of when in it.
        if (millis(since, until) > known) {
            caller.addUnplaced(row.getLong(4), row.getLong(5));
            return;
        }
        int interval = (int) Math.min(last, Math.max(0, millis(from, until) - 1) / step);
        caller.add(interval, row.getLong(4), row.getLong(5));
    }

    private static long millis(long from, long to) {
        return Math.floorDiv(to - from, 1_000);
    }

    private static long micros(OffsetDateTime time) {
        return time.toEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
