package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every series did in some hours of a week, so that its row is written once for all of them.
 * Not thread-safe.
 */
final class HoursOfWeek {

    private static final Metric[] METRICS = Metric.values();

    private final List<Long> hours;
    private final Map<Series, Entry> entries = new HashMap<>();
    private int added;

    /** What one series did. */
    static final class Entry {

        private final long[] values;
        private boolean managed;

        private Entry(int hours) {
            this.values = new long[hours];
        }

        boolean managed() {
            return managed;
        }
    }

    /**
     * @param hours of one week, in the order in which they are added
     */
    HoursOfWeek(List<Long> hours) {
        this.hours = hours;
    }

    /** Hours since 1970. */
    List<Long> hours() {
        return hours;
    }

    /** Weeks since 1970. */
    long week() {
        return Hours.week(hours.get(0));
    }

    /** What was done in the next of the hours. */
    void add(HourSums sums) {
        for (Metric metric : METRICS) {
            sums.of(metric)
                    .forEach(
                            (entity, sum) -> {
                                Entry entry =
                                        entries.computeIfAbsent(
                                                new Series(metric, entity),
                                                series -> new Entry(hours.size()));
                                entry.values[added] = HourSums.value(metric, sum);
                                entry.managed |= sum.managed();
                            });
        }
        added++;
    }

    /** Series that did something in one of the hours. */
    Map<Series, Entry> entries() {
        return entries;
    }

    boolean isManaged(Series series) {
        Entry entry = entries.get(series);
        return entry != null && entry.managed;
    }

    /**
     * Puts a series' values at their hours of a week.
     *
     * @return whether that changed any
     */
    boolean lay(Series series, long[] week) {
        Entry entry = entries.get(series);
        boolean changed = false;
        for (int at = 0; at < hours.size(); at++) {
            int hour = Hours.ofWeek(hours.get(at));
            long value = entry == null ? 0 : entry.values[at];
            changed |= week[hour] != value;
            week[hour] = value;
        }
        return changed;
    }
}
