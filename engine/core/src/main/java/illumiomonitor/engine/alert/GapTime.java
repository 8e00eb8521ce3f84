package illumiomonitor.engine.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Time without the stretches for which a PCE's data is missing: nothing was seen then, but nobody
 * was looking.
 *
 * <p>A gap that was covered later still counts as one, so that two episodes never fall apart or
 * together because of it. Read once, for one transaction.
 */
final class GapTime {

    private record Stretch(Instant from, Instant to) {}

    private final Handle handle;
    private final int pceId;
    private final Map<String, List<Stretch>> stretches = new HashMap<>();

    GapTime(Handle handle, int pceId) {
        this.handle = handle;
        this.pceId = pceId;
    }

    /**
     * When so much time with data has passed after an instant.
     *
     * @param source whose gaps are left out: {@code TRAFFIC}, {@code EVENTS}, or empty for none
     */
    Instant passed(String source, Instant since, Duration length) {
        Instant end = since.plus(length);
        if (source.isEmpty()) {
            return end;
        }
        for (Stretch gap : stretches.computeIfAbsent(source, this::read)) {
            if (gap.to().isAfter(since) && gap.from().isBefore(end)) {
                Instant from = gap.from().isBefore(since) ? since : gap.from();
                end = end.plus(Duration.between(from, gap.to()));
            }
        }
        return end;
    }

    /** In order, without overlaps. */
    private List<Stretch> read(String kind) {
        List<Stretch> merged = new ArrayList<>();
        handle.createQuery(
                        """
                        select from_at, to_at
                          from gap
                         where pce_id = :pceId
                           and kind = :kind
                           and to_at > from_at
                         order by from_at, to_at
                        """)
                .bind("pceId", pceId)
                .bind("kind", kind)
                .map(
                        (row, context) ->
                                new Stretch(
                                        row.getObject(1, java.time.OffsetDateTime.class)
                                                .toInstant(),
                                        row.getObject(2, java.time.OffsetDateTime.class)
                                                .toInstant()))
                .forEach(gap -> add(merged, gap));
        return merged;
    }

    private static void add(List<Stretch> merged, Stretch gap) {
        Stretch last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
        if (last == null || gap.from().isAfter(last.to())) {
            merged.add(gap);
        } else if (gap.to().isAfter(last.to())) {
            merged.set(merged.size() - 1, new Stretch(last.from(), gap.to()));
        }
    }
}
