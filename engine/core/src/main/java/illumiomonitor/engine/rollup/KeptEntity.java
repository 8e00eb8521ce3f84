package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Metric;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of an entity's past. Not thread-safe. */
final class KeptEntity {

    private static final Metric[] METRICS = Metric.values();

    /** The first hour with a value of any metric, as far as it is known. */
    long first = Long.MAX_VALUE;

    /** The newest hour in which it talked. */
    long last = Long.MIN_VALUE;

    private final @Nullable Kept[] byMetric = new @Nullable Kept[METRICS.length];

    /** What is kept of one of its series. */
    static final class Kept {

        /** Values at the hours that are asked for, by hour and week, as long as rows come. */
        long @Nullable [] asked;

        /** Every hour, where it may be needed. */
        @Nullable PackedHours all = new PackedHours();

        /** What is usual at the hours that are asked for. */
        final @Nullable Usual[] usual = new @Nullable Usual[Past.ASKED];
    }

    /** Takes the series of an entity. */
    @FunctionalInterface
    interface Taker {
        void take(Metric metric, Kept kept);
    }

    @Nullable Kept of(Metric metric) {
        return byMetric[metric.ordinal()];
    }

    Kept orNew(Metric metric) {
        Kept known = byMetric[metric.ordinal()];
        if (known == null) {
            known = new Kept();
            byMetric[metric.ordinal()] = known;
        }
        return known;
    }

    void each(Taker taker) {
        for (Metric metric : METRICS) {
            Kept kept = byMetric[metric.ordinal()];
            if (kept != null) {
                taker.take(metric, kept);
            }
        }
    }

    /** Neither before it was seen nor before the metric was kept is anything known of it. */
    long first(Metric metric, long to, Map<Metric, Long> firstKept) {
        long seen = Math.min(to, first);
        return Math.min(to, Math.max(seen, firstKept.getOrDefault(metric, seen)));
    }
}
