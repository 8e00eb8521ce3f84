package illumiomonitor.engine.beacon;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How connections are spread over 24 equal parts of a window. */
final class Bars {

    private static final int PARTS = 24;

    /** Heights that differ by less than this share of the highest count as the same. */
    private static final double ALIKE = 0.05;

    /** With fewer parts in use nothing is said about two heights. */
    private static final int FOR_HEIGHTS = 11;

    private static final int FOR_DURATION = 6;

    /** So many parts in a row in use are as good as all. */
    private static final double STEADY = 12;

    private final long[] heights = new long[PARTS];
    private final double from;
    private final double length;
    private double first = Double.POSITIVE_INFINITY;
    private double last = Double.NEGATIVE_INFINITY;

    /** A window; times are in any one unit. */
    Bars(double from, double to) {
        this.from = from;
        this.length = to - from;
    }

    void add(double time, long count) {
        int part = (int) ((time - from) / length * PARTS);
        heights[Math.max(0, Math.min(PARTS - 1, part))] += count;
        first = Math.min(first, time);
        last = Math.max(last, time);
    }

    /** How even the heights are, or how well two heights explain them; 0 to 1. */
    double histogram() {
        double mean = Arrays.stream(heights).average().orElse(0);
        if (mean == 0) {
            return 0;
        }
        double variance =
                Arrays.stream(heights).mapToDouble(h -> (h - mean) * (h - mean)).sum() / PARTS;
        return Math.max(Math.max(0, 1 - Math.sqrt(variance) / mean), twoHeights());
    }

    private double twoHeights() {
        int used = used();
        if (used < FOR_HEIGHTS) {
            return 0;
        }
        long highest = Arrays.stream(heights).max().orElse(1);
        long size = (long) Math.ceil(highest * ALIKE);
        Map<Long, Long> counts =
                Arrays.stream(heights)
                        .filter(h -> h > 0)
                        .boxed()
                        .map(h -> h / size)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long top =
                counts.values().stream()
                        .sorted(Comparator.reverseOrder())
                        .limit(2)
                        .mapToLong(Long::longValue)
                        .sum();
        return Math.min(1, (double) top / Math.max(1, used - 1));
    }

    /** How much of the window is covered, or how long without a pause; 0 to 1. */
    double duration() {
        if (used() < FOR_DURATION) {
            return 0;
        }
        return Math.max(
                atMostOne(Round.up((last - first) / length)), atMostOne(Round.up(run() / STEADY)));
    }

    private static double atMostOne(double score) {
        return Math.min(1, score);
    }

    private int used() {
        return (int) Arrays.stream(heights).filter(h -> h > 0).count();
    }

    /** The longest run of parts in use; the end of the window goes on at its start. */
    private int run() {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < 2 * PARTS; i++) {
            run = heights[i % PARTS] > 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return Math.min(PARTS, longest);
    }
}
