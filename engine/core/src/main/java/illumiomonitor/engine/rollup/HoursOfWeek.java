package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every series did in some hours of a week, so that its row is written once for all of them.
 * Takes as many hours as stay small in memory. Not thread-safe.
 */
final class HoursOfWeek {

    private static final Metric[] METRICS = Metric.values();

    private static final int MOST_HOURS = 24;

    /** Some 300 bytes each when every hour has a value. */
    private static final int MOST_SERIES = 100_000;

    private final List<Long> hours = new ArrayList<>();
    private final Map<Series, Entry> entries = new HashMap<>();

    /** What one series did. */
    static final class Entry {

        private long[] values = new long[1];
        private boolean managed;

        private void put(int at, long value) {
            if (at >= values.length) {
                values = Arrays.copyOf(values, Math.max(at + 1, values.length * 2));
            }
            values[at] = value;
        }

        private long value(int at) {
            return at < values.length ? values[at] : 0;
        }

        boolean managed() {
            return managed;
        }
    }

    /** Whether they should be written before one more is added. */
    boolean isFull() {
        return hours.size() >= MOST_HOURS || entries.size() >= MOST_SERIES;
    }

    /** Hours since 1970. */
    List<Long> hours() {
        return hours;
    }

    /** Weeks since 1970. */
    long week() {
        return Hours.week(hours.get(0));
    }

    /**
     * Adds what was done in an hour.
     *
     * @param hour since 1970, of the same week as those before
     */
    void add(long hour, HourSums sums) {
        int at = hours.size();
        hours.add(hour);
        for (Metric metric : METRICS) {
            sums.of(metric)
                    .forEach(
                            (entity, sum) -> {
                                Entry entry =
                                        entries.computeIfAbsent(
                                                new Series(metric, entity), series -> new Entry());
                                entry.put(at, HourSums.value(metric, sum));
                                entry.managed |= sum.managed();
                            });
        }
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
            long value = entry == null ? 0 : entry.value(at);
            changed |= week[hour] != value;
            week[hour] = value;
        }
        return changed;
    }
}
