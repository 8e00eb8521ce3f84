package illumiomonitor.engine.pull;

import illumiomonitor.engine.time.Grid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The ticks that were judged as settled and whose windows something new lies in: a late increment,
 * a changed twin, or what an outage had kept back. Within an hour of it all rules are judged again;
 * beyond, only those whose windows reach back so far, up to a day: who comes later than that is
 * waited for by no window. Not thread-safe.
 */
final class TouchedTicks {

    /** More are not judged again; the newest are kept. */
    static final int MOST = 72;

    private static final long WINDOW = Times.HOUR;
    private static final long LONGEST = 24 * Times.HOUR;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /**
     * A tick that is judged again.
     *
     * @param reach how far before it the newest of what touched it lies: only rules with longer
     *     windows see that; zero for all rules
     */
    record Touched(Instant tick, Duration reach) {

        boolean byAll() {
            return reach.isZero();
        }
    }

    /** Stretches of untils in minutes, start to end. */
    private final TreeMap<Long, Long> stretches = new TreeMap<>();

    private final long judged;
    private final long spreadAfter;

    /**
     * Nothing touched yet.
     *
     * @param judged the newest tick that was judged as settled, milliseconds since 1970
     * @param spreadAfter milliseconds beyond which an increment is shared out over its span
     */
    TouchedTicks(long judged, long spreadAfter) {
        this.judged = judged;
        this.spreadAfter = spreadAfter;
    }

    /** An increment that was not there when ticks up to now were judged. */
    void added(long since, long until) {
        if (until <= judged) {
            touch(until, until);
        } else if (since < judged && until - since > spreadAfter) {
            touch(since, judged);
        }
    }

    /** Increments that end in this stretch count otherwise. */
    void changed(long firstUntil, long lastUntil) {
        if (firstUntil <= judged) {
            touch(firstUntil, Math.min(lastUntil, judged));
        }
    }

    private void touch(long firstUntil, long lastUntil) {
        long from = firstUntil / MINUTE * MINUTE;
        long to = (lastUntil / MINUTE + 1) * MINUTE;
        var before = stretches.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            if (before.getValue() >= to) {
                return;
            }
            from = before.getKey();
        }
        for (var next = stretches.ceilingEntry(from);
                next != null && next.getKey() <= to;
                next = stretches.ceilingEntry(from)) {
            to = Math.max(to, next.getValue());
            stretches.remove(next.getKey());
        }
        stretches.put(from, to);
    }

    /**
     * The ticks, ascending.
     *
     * @param from the first tick that was ever judged
     * @param before exclusive
     */
    List<Touched> ticks(Grid grid, Instant from, Instant before) {
        List<Touched> ticks = new ArrayList<>();
        Instant next = from;
        Instant last = before.minusMillis(1);
        for (var stretch : stretches.entrySet()) {
            Instant over = Instant.ofEpochMilli(stretch.getValue());
            Instant start = Times.later(Instant.ofEpochMilli(stretch.getKey()), next);
            Instant near = earlier(over.plusMillis(WINDOW), last);
            next = Times.later(next, add(ticks, grid, start, near, over));
            Long following = stretches.higherKey(stretch.getKey());
            Instant far = earlier(over.plusMillis(LONGEST), last);
            if (following != null) {
                far = earlier(far, Instant.ofEpochMilli(following - 1));
            }
            next = Times.later(next, add(ticks, grid, Times.later(near, next), far, over));
        }
        return ticks;
    }

    /**
     * @param over end of what touched them
     * @return the first instant that is not among them
     */
    private static Instant add(
            List<Touched> ticks, Grid grid, Instant start, Instant end, Instant over) {
        if (start.isAfter(end)) {
            return start;
        }
        for (Instant tick : grid.between(start, end)) {
            Duration reach = Duration.between(over, tick);
            boolean near = reach.toMillis() <= WINDOW;
            ticks.add(new Touched(tick, near ? Duration.ZERO : reach));
        }
        return end.plusMillis(1);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    static void write(Handle handle, int pceId, List<Touched> ticks) {
        if (ticks.isEmpty()) {
            return;
        }
        PreparedBatch nearer =
                handle.prepareBatch(
                        """
                        update touched_tick
                           set reach_s = :reach
                         where pce_id = :pce
                           and tick = :tick
                           and reach_s > :reach
                        """);
        PreparedBatch fresh =
                handle.prepareBatch(
                        """
                        insert into touched_tick (pce_id, tick, reach_s)
                        select p.pce_id, cast(:tick as timestamp with time zone), cast(:reach as integer)
                          from pce p
                         where p.pce_id = :pce
                           and not exists (select 1 from touched_tick t where t.pce_id = :pce and t.tick = :tick)
                        """);
        for (Touched one : ticks) {
            for (PreparedBatch batch : List.of(nearer, fresh)) {
                batch.bind("pce", pceId)
                        .bind("tick", Times.utc(one.tick()))
                        .bind("reach", one.reach().toSeconds())
                        .add();
            }
        }
        nearer.execute();
        fresh.execute();
    }
}
