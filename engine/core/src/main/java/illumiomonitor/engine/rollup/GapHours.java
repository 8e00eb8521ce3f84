package illumiomonitor.engine.rollup;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The stretches of which traffic is or was missing. What came later of one came without its time,
 * so a gap that was closed counts too.
 */
final class GapHours {

    private record Gap(Instant from, Instant to) {}

    private final List<Gap> gaps = new ArrayList<>();
    private final long first;
    private final BitSet hours = new BitSet();

    private GapHours(long first) {
        this.first = first;
    }

    /**
     * @param from first hour
     * @param to instant after the last
     */
    static GapHours read(Handle handle, int pceId, long from, Instant to) {
        GapHours read = new GapHours(from);
        handle.createQuery(
                        """
                        select from_at, to_at
                          from gap
                         where pce_id = :pce
                           and kind = 'TRAFFIC'
                           and to_at > :from
                           and from_at < :to
                        """)
                .bind("pce", pceId)
                .bind("from", Hours.utc(Hours.start(from)))
                .bind("to", Hours.utc(to))
                .map(
                        (row, ctx) ->
                                new Gap(
                                        row.getObject(1, OffsetDateTime.class).toInstant(),
                                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .forEach(gap -> read.add(gap, to));
        return read;
    }

    private void add(Gap gap, Instant to) {
        gaps.add(gap);
        long begin = Math.max(first, Hours.of(gap.from()));
        Instant end = gap.to().isBefore(to) ? gap.to() : to;
        for (long hour = begin; Hours.start(hour).isBefore(end); hour++) {
            hours.set((int) (hour - first));
        }
    }

    boolean has(long hour) {
        return hours.get((int) (hour - first));
    }

    boolean alike(GapHours other) {
        return first == other.first && hours.equals(other.hours);
    }

    /** How many of these hours they touch. */
    int count(long from, long to) {
        return hours.get((int) (from - first), (int) (to - first)).cardinality();
    }

    /** Whether one lies, in part, in this stretch. */
    boolean touch(Instant from, Instant to) {
        return gaps.stream().anyMatch(gap -> gap.to().isAfter(from) && gap.from().isBefore(to));
    }
}
