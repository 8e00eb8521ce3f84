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
 * a changed twin, or what an outage had kept back. Windows of up to an hour are meant; longer ones
 * are judged so rarely that their next judging comes soon enough. Not thread-safe.
 */
final class TouchedTicks {

    /** More are not judged again; the newest are kept. */
    static final int MOST = 72;

    private static final long WINDOW = Times.HOUR;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

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
    List<Instant> ticks(Grid grid, Instant from, Instant before) {
        List<Instant> ticks = new ArrayList<>();
        Instant next = from;
        for (var stretch : stretches.entrySet()) {
            Instant start = Times.later(Instant.ofEpochMilli(stretch.getKey()), next);
            Instant end = Instant.ofEpochMilli(stretch.getValue() + WINDOW);
            Instant last = end.isBefore(before) ? end : before.minusMillis(1);
            if (!start.isAfter(last)) {
                ticks.addAll(grid.between(start, last));
                next = last.plusMillis(1);
            }
        }
        return ticks;
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    static void write(Handle handle, int pceId, List<Instant> ticks) {
        if (ticks.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into touched_tick (pce_id, tick)
                        select p.pce_id, cast(:tick as timestamp with time zone)
                          from pce p
                         where p.pce_id = :pce
                           and not exists (select 1 from touched_tick t where t.pce_id = :pce and t.tick = :tick)
                        """);
        for (Instant tick : ticks) {
            batch.bind("pce", pceId).bind("tick", Times.utc(tick)).add();
        }
        batch.execute();
    }
}
