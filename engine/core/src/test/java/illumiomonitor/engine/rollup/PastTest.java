package illumiomonitor.engine.rollup;

import static illumiomonitor.engine.rule.Planted.PCE;
import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.rule.Planted;
import illumiomonitor.spi.Metric;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is usual is what its definition says, worked out here from every value, one by one. */
class PastTest {

    private static final Metric[] METRICS = Metric.values();
    private static final int ENTITIES = 12;

    private final Map<Series, Map<Long, Long>> values = new HashMap<>();
    private final Set<Long> gaps = new HashSet<>();
    private long to;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_is_usual_of_a_series_is_the_middle_of_its_known_hours(long seed) {
        Random random = new Random(seed);
        try (Planted planted = new Planted()) {
            to = Hours.of(TEN) + random.nextInt(Hours.PER_WEEK);
            fill(planted, random);
            gaps(planted, random);
            long kept = to - 300;
            planted.execute(
                    "update rollup_metric set kept_from = ? where name = 'DNS'",
                    Planted.utc(Hours.start(kept)));
            Past past;
            try (Handle handle = planted.store.jdbi().open()) {
                past = Past.read(handle, PCE, to, Past.gaps(handle, PCE, to));
            }
            for (Metric metric : METRICS) {
                for (int n = 0; n <= ENTITIES; n++) {
                    compare(past, new Series(metric, "e" + n), metric == Metric.DNS ? kept : 0);
                }
            }
            assertThat(past.heard(to - 40)).isEqualTo(heard(to - 40));
        }
    }

    private void compare(Past past, Series series, long kept) {
        long last = last(series.entity());
        assertThat(past.lastTalked(series.entity())).isEqualTo(last);
        boolean anyHour = Past.TALK.contains(series.metric()) && last < to - 1;
        for (int n = 0; n < (anyHour ? Hours.PER_WEEK : Past.ASKED); n++) {
            int hourOfWeek = Hours.ofWeek(to + n);
            assertThat(past.usual(series, hourOfWeek))
                    .as("%s at hour %d of the week", series, hourOfWeek)
                    .isEqualTo(usual(series, Math.max(first(series.entity()), kept), hourOfWeek));
        }
    }

    /** Some from the first hour on, some younger, some that ended; dense ones and sparse ones. */
    private void fill(Planted planted, Random random) {
        long id = 0;
        for (int n = 0; n < ENTITIES; n++) {
            long begin = to - 760 + (n % 3 == 0 ? 0 : random.nextInt(760));
            long end = n % 4 == 1 ? begin + random.nextInt((int) (to - begin)) : to + 20;
            for (Metric metric : METRICS) {
                if (random.nextInt(4) > 0) {
                    int density = 1 + random.nextInt(4);
                    long most = random.nextBoolean() ? 200 : 1L << 40;
                    fill(new Series(metric, "e" + n), begin, end, density, most, random);
                }
            }
        }
        for (long week = Hours.week(to - 800); week <= Hours.week(to + 20); week++) {
            for (Series series : values.keySet()) {
                long[] hours = new long[Hours.PER_WEEK];
                for (int n = 0; n < hours.length; n++) {
                    hours[n] = value(series, week * Hours.PER_WEEK + n);
                }
                if (!HourValues.none(hours)) {
                    planted.execute(
                            "insert into rollup (rollup_id, pce_id, metric, entity, managed, hours)"
                                    + " values (?, 1, ?, ?, true, ?)",
                            week * Hours.ROWS + ++id,
                            series.metric().ordinal(),
                            series.entity(),
                            HourValues.text(hours));
                }
            }
        }
    }

    private void fill(Series series, long begin, long end, int density, long most, Random random) {
        Map<Long, Long> byHour = new HashMap<>();
        for (long hour = begin; hour < end; hour++) {
            if (random.nextInt(density) == 0) {
                byHour.put(hour, random.nextLong(most));
            }
        }
        values.put(series, byHour);
    }

    private void gaps(Planted planted, Random random) {
        for (int n = random.nextInt(4); n > 0; n--) {
            long begin = to - 1 - random.nextInt(Past.HOURS);
            long end = Math.min(to, begin + 1 + random.nextInt(200));
            LongStream.range(begin, end).forEach(gaps::add);
            planted.execute(
                    """
                    insert into gap (pce_id, kind, from_at, to_at, reason, opened_at)
                    values (1, 'TRAFFIC', ?, ?, 'down', ?)
                    """,
                    Planted.utc(Hours.start(begin)),
                    Planted.utc(Hours.start(end)),
                    Planted.utc(TEN));
        }
    }

    private long value(Series series, long hour) {
        return values.getOrDefault(series, Map.of()).getOrDefault(hour, 0L);
    }

    /** The first hour of a row that has a value, but none before the 30 days. */
    private long first(String entity) {
        return hours(Arrays.stream(METRICS), entity)
                .mapToLong(hour -> Math.max(hour, to - Past.HOURS))
                .min()
                .orElse(to);
    }

    /** Hours with a value in the weeks of the past. */
    private Stream<Long> hours(Stream<Metric> metrics, String entity) {
        return metrics.map(m -> values.getOrDefault(new Series(m, entity), Map.of()))
                .flatMap(series -> series.entrySet().stream())
                .filter(entry -> entry.getValue() > 0 && entry.getKey() < to)
                .map(Map.Entry::getKey)
                .filter(hour -> Hours.week(hour) >= Hours.week(to - Past.HOURS));
    }

    private long last(String entity) {
        return hours(Past.TALK.stream(), entity)
                .mapToLong(hour -> hour)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private Usual usual(Series series, long first, int hourOfWeek) {
        long[] known =
                LongStream.range(Math.min(first, to), to)
                        .filter(hour -> !gaps.contains(hour))
                        .toArray();
        long[] same =
                Arrays.stream(known).filter(hour -> Hours.ofWeek(hour) == hourOfWeek).toArray();
        boolean seasonal = same.length >= 4;
        double[] logs =
                Arrays.stream(seasonal ? same : known)
                        .mapToDouble(hour -> Math.log1p(value(series, hour)))
                        .toArray();
        double median = middle(logs);
        double mad = middle(Arrays.stream(logs).map(log -> Math.abs(log - median)).toArray());
        return new Usual(median, mad, known.length, seasonal);
    }

    private static double middle(double[] all) {
        Arrays.sort(all);
        int half = all.length / 2;
        return all.length == 0
                ? 0
                : all.length % 2 == 1 ? all[half] : (all[half - 1] + all[half]) / 2;
    }

    private Set<Long> heard(long since) {
        Set<Long> heard = new HashSet<>();
        for (Series series : values.keySet()) {
            for (long hour = since; hour < to; hour++) {
                if (series.metric() == Metric.OPENED && value(series, hour) > 0) {
                    heard.add(hour);
                }
            }
        }
        return heard;
    }
}
