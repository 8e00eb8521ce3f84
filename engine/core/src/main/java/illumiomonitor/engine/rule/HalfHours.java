package illumiomonitor.engine.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What flows grew by in each half hour of a window that moves on. A long window over a day of pulls
 * is put together from these instead of from all its increments, which are read once only. Gives up
 * where even the sums are too many to keep. Not thread-safe.
 */
final class HalfHours {

    private static final long PART = Duration.ofMinutes(30).toNanos() / 1_000;

    /** A longer increment may be spread over windows, so it is kept as it is. */
    private static final long SHORT = Duration.ofHours(1).toNanos() / 1_000;

    /** Sums and long increments that are kept, about 130 bytes each. */
    private static final long MOST = 900_000;

    private final TreeMap<Long, GrownRows> parts = new TreeMap<>();
    private final Set<Long> pulls = new HashSet<>();
    private IncrementColumns spread = new IncrementColumns();
    private int pceId;
    private long from = Long.MIN_VALUE;
    private long longest;
    private long rows;
    private boolean full;

    /** Whether a stretch of more than an hour can be put together from half hours. */
    boolean covers(Stretch stretch) {
        return !full
                && Math.floorMod(stretch.from(), PART) == 0
                && Math.floorMod(stretch.to(), PART) == 0;
    }

    /**
     * The pulls of a stretch that were not taken in yet; they count as taken in.
     *
     * @param touching all pulls of one PCE that touch it
     */
    List<Pulls.Pull> missing(List<Pulls.Pull> touching, Stretch stretch) {
        if (touching.isEmpty()) {
            return touching;
        }
        int asked = touching.get(0).pceId();
        if (asked != pceId || stretch.from() < from) {
            forget();
            pceId = asked;
        }
        List<Pulls.Pull> missing = new ArrayList<>();
        for (Pulls.Pull pull : touching) {
            if (pulls.add(pull.id())) {
                missing.add(pull);
            }
        }
        return missing;
    }

    /** Takes in an increment of a missing pull; those of a pull are fastest in flow order. */
    void take(IncrementRow row) {
        if (full || row.until <= from) {
            return;
        }
        if (row.until - row.since > SHORT) {
            spread.add(row);
            rows++;
        } else {
            GrownRows part = parts.computeIfAbsent(part(row.until), n -> new GrownRows());
            int before = part.size();
            part.of(row.flow)
                    .add(
                            row,
                            row.connections,
                            row.bytesIn,
                            row.bytesOut,
                            false,
                            Math.min(row.until, row.lastDetected));
            rows += part.size() - before;
        }
        if (rows > MOST) {
            forget();
            full = true;
        }
    }

    /** A half hour begins after its first instant and ends with its last. */
    private static long part(long until) {
        return Math.floorDiv(until - 1, PART);
    }

    /**
     * Gives what was taken in of a stretch, and forgets what no later one will ask for.
     *
     * @return false if there was too much to keep, and nothing was given
     */
    boolean give(Stretch stretch, IncrementSource.Taker taker) {
        if (full) {
            return false;
        }
        for (GrownRows part : parts.subMap(stretch.from() / PART, stretch.to() / PART).values()) {
            for (Grown grown : part.all()) {
                taker.take(grown);
            }
        }
        spread.in(stretch, taker::take);
        longest = Math.max(longest, stretch.length());
        forgetUpTo(stretch.to() - longest);
        return true;
    }

    private void forgetUpTo(long past) {
        if (past <= from) {
            return;
        }
        from = past;
        var gone = parts.headMap(part(past), true);
        for (GrownRows part : gone.values()) {
            rows -= part.size();
        }
        gone.clear();
        int kept = spread.size();
        spread = spread.after(past);
        rows -= kept - spread.size();
    }

    private void forget() {
        parts.clear();
        pulls.clear();
        spread = new IncrementColumns();
        rows = 0;
        from = Long.MIN_VALUE;
    }
}
