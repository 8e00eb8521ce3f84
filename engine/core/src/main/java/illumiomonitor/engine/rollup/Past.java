package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Metric;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The whole hours of 30 days before an hour, as they are stored. Only rows of these days are read,
 * so a tick is judged alike whatever came after it.
 */
final class Past {

    static final int HOURS = 30 * Hours.PER_DAY;

    private static final int SAME_HOURS = 4;
    private static final @Nullable String[] NOTHING = new @Nullable String[0];

    private final long from;
    private final long to;
    private final long firstWeek;
    private final GapHours gaps;
    private final Map<Series, @Nullable String[]> weeks = new HashMap<>();
    private final Map<String, Long> firstSeen = new HashMap<>();
    private final Map<Metric, Long> firstKept = new EnumMap<>(Metric.class);

    private Past(long to, GapHours gaps) {
        this.from = to - HOURS;
        this.to = to;
        this.firstWeek = Hours.week(from);
        this.gaps = gaps;
    }

    /**
     * @param to first hour that does not belong to the past any more
     */
    static Past read(Handle handle, int pceId, long to, GapHours gaps) {
        Past past = new Past(to, gaps);
        RollupTable.read(handle, pceId, past.firstWeek, Hours.week(to - 1), past::take);
        past.firstKept.putAll(RollupTable.firstKept(handle));
        return past;
    }

    static GapHours gaps(Handle handle, int pceId, long to) {
        return GapHours.read(handle, pceId, to - HOURS, Hours.start(to));
    }

    /** Whether it is the past of a tick, with these gaps. */
    boolean is(Instant tick, GapHours known) {
        return to == Hours.of(tick.minus(Present.HOUR)) && gaps.alike(known);
    }

    private void take(Series series, long week, String hours) {
        int at = (int) (week - firstWeek);
        int count = (int) (Hours.week(to - 1) - firstWeek) + 1;
        weeks.computeIfAbsent(series, key -> new @Nullable String[count])[at] = hours;
        long first = first(week, hours);
        if (first < to) {
            firstSeen.merge(series.entity(), Math.max(first, from), Math::min);
        }
    }

    /** The first hour with a value, without reading further. */
    private static long first(long week, String hours) {
        long hour = week * Hours.PER_WEEK;
        for (int at = 0; at < hours.length(); at++) {
            char letter = hours.charAt(at);
            if (letter == ',') {
                hour++;
            } else if (letter != '0') {
                return hour;
            }
        }
        return Long.MAX_VALUE;
    }

    Set<Series> series() {
        return weeks.keySet();
    }

    /** What is usual at an hour of the week: the same hours when there are four, else all. */
    Usual usual(Series series, int hourOfWeek) {
        long first = first(series);
        @Nullable String[] texts = weeks.getOrDefault(series, NOTHING);
        int samples = (int) (to - first) - gaps.count(first, to);
        long[] same = same(texts, first, hourOfWeek);
        boolean seasonal = same.length >= SAME_HOURS;
        long[] looked = seasonal ? same : all(texts, first);
        Arrays.sort(looked);
        return Usual.of(looked, samples, seasonal);
    }

    /** Neither before the entity was seen nor before the metric was kept is anything known. */
    private long first(Series series) {
        long seen = firstSeen.getOrDefault(series.entity(), to);
        return Math.min(to, Math.max(seen, firstKept.getOrDefault(series.metric(), seen)));
    }

    private long[] same(@Nullable String[] texts, long first, int hourOfWeek) {
        long[] values = new long[HOURS / Hours.PER_WEEK + 1];
        int count = 0;
        long start = first + Math.floorMod(hourOfWeek - first, (long) Hours.PER_WEEK);
        for (long hour = start; hour < to; hour += Hours.PER_WEEK) {
            if (!gaps.has(hour)) {
                int at = (int) (Hours.week(hour) - firstWeek);
                String text = at < texts.length ? texts[at] : null;
                values[count++] = text == null ? 0 : HourValues.at(text, hourOfWeek);
            }
        }
        return Arrays.copyOf(values, count);
    }

    private long[] all(@Nullable String[] texts, long first) {
        long[] values = new long[HOURS];
        int count = 0;
        long[] week = new long[0];
        long parsed = -1;
        for (long hour = first; hour < to; hour++) {
            int at = (int) (Hours.week(hour) - firstWeek);
            if (at != parsed) {
                week = at < texts.length ? values(texts[at]) : new long[Hours.PER_WEEK];
                parsed = at;
            }
            if (!gaps.has(hour)) {
                values[count++] = week[Hours.ofWeek(hour)];
            }
        }
        return Arrays.copyOf(values, count);
    }

    /** The newest hour with a value; {@link Long#MIN_VALUE} when there is none. */
    long lastSeen(Metric metric, String entity) {
        @Nullable String[] texts = weeks.getOrDefault(new Series(metric, entity), NOTHING);
        for (int at = texts.length - 1; at >= 0; at--) {
            if (texts[at] != null) {
                long[] week = values(texts[at]);
                for (int hour = week.length - 1; hour >= 0; hour--) {
                    long absolute = (firstWeek + at) * Hours.PER_WEEK + hour;
                    if (week[hour] != 0 && absolute < to) {
                        return absolute;
                    }
                }
            }
        }
        return Long.MIN_VALUE;
    }

    private static long[] values(@Nullable String text) {
        return text == null ? new long[Hours.PER_WEEK] : HourValues.parse(text);
    }
}
