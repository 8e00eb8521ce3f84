package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Metric;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * Takes in the rows of five weeks, the oldest first, and keeps no more of them than is needed: the
 * values at the hours that are asked for, and every hour only of series that have not four of
 * these. One thread, one use.
 */
final class PastReading {

    private final PastHours hours;
    private final Map<Metric, Long> firstKept;
    private final Map<String, KeptEntity> entities = new LinkedHashMap<>();
    private final BitSet heard = new BitSet(Past.HOURS);
    private final long[] week = new long[Hours.PER_WEEK];
    private final byte[] scratch = PackedHours.scratch();

    /**
     * @param firstKept first hours of metrics that were not kept from the first sums on
     */
    PastReading(PastHours hours, Map<Metric, Long> firstKept) {
        this.hours = hours;
        this.firstKept = firstKept;
    }

    void take(Metric metric, String name, long weekNo, String text) {
        KeptEntity entity = entities.computeIfAbsent(name, key -> new KeptEntity());
        if (weekNo * Hours.PER_WEEK < entity.first) {
            long first = HourValues.first(text) + weekNo * Hours.PER_WEEK;
            if (first < hours.to()) {
                entity.first = Math.min(entity.first, Math.max(first, hours.from()));
            }
        }
        KeptEntity.Kept kept = entity.orNew(metric);
        boolean talk = Past.TALK.contains(metric);
        if (kept.all != null && !talk && isSeasonal(entity.first(metric, hours.to(), firstKept))) {
            kept.all = null;
        }
        PackedHours all = kept.all;
        if (all == null) {
            remember(kept, weekNo, hour -> HourValues.at(text, hour));
        } else {
            int count = HourValues.parse(text, week);
            remember(kept, weekNo, hour -> hour < count ? week[hour] : 0);
            all.add(scratch, (int) (weekNo - hours.firstWeek()), week, count);
            if (talk) {
                talked(entity, metric, weekNo * Hours.PER_WEEK, count);
            }
        }
    }

    private boolean isSeasonal(long first) {
        for (int n = 0; n < Past.ASKED; n++) {
            if (!hours.isSeasonal(first, Hours.ofWeek(hours.to() + n))) {
                return false;
            }
        }
        return true;
    }

    private void talked(KeptEntity entity, Metric metric, long begin, int count) {
        boolean seen = false;
        for (int n = (int) Math.min(count, hours.to() - begin) - 1; n >= 0; n--) {
            if (week[n] != 0) {
                if (!seen) {
                    entity.last = Math.max(entity.last, begin + n);
                    seen = true;
                }
                if (metric == Metric.OPENED && begin + n >= hours.from()) {
                    heard.set((int) (begin + n - hours.from()));
                }
            }
        }
    }

    private void remember(KeptEntity.Kept kept, long weekNo, IntToLongFunction ofWeek) {
        long[] asked = kept.asked;
        if (asked == null) {
            asked = new long[Past.ASKED * hours.weeks()];
            kept.asked = asked;
        }
        int at = (int) (weekNo - hours.firstWeek());
        for (int n = 0; n < Past.ASKED; n++) {
            asked[n * hours.weeks() + at] = ofWeek.applyAsLong(Hours.ofWeek(hours.to() + n));
        }
    }

    /** What was read, once there is no more. */
    Past past() {
        for (KeptEntity entity : entities.values()) {
            boolean silent = entity.last < hours.to() - 1;
            entity.each(
                    (metric, kept) -> {
                        work(kept, entity.first(metric, hours.to(), firstKept));
                        if (!silent || !Past.TALK.contains(metric)) {
                            kept.all = null;
                        }
                    });
        }
        return new Past(hours, firstKept, entities, heard);
    }

    private void work(KeptEntity.Kept kept, long first) {
        Usual ofAll = null;
        for (int n = 0; n < Past.ASKED; n++) {
            int hourOfWeek = Hours.ofWeek(hours.to() + n);
            long[] asked = kept.asked;
            PackedHours all = kept.all;
            if (asked != null && hours.isSeasonal(first, hourOfWeek)) {
                int row = n * hours.weeks();
                kept.usual[n] =
                        hours.same(
                                hour -> asked[row + (int) (Hours.week(hour) - hours.firstWeek())],
                                first,
                                hourOfWeek);
            } else if (all != null) {
                ofAll = ofAll == null ? hours.all(all, first) : ofAll;
                kept.usual[n] = ofAll;
            }
        }
        kept.asked = null;
    }
}
