package illumiomonitor.engine.beacon;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The beacon score that RITA 5 publishes, over the single connections of a pair of addresses. All
 * parts are 0 to 1, in thousandths but for the histogram.
 *
 * @param times how alike the gaps between connections are
 * @param sizes how alike the bytes are that the source sends
 * @param duration how much of the window they cover
 * @param histogram how evenly they spread over the window
 * @param score mean of the four
 */
public record RitaScore(
        double times, double sizes, double duration, double histogram, double score) {

    /** With fewer different times there is no score. */
    static final int FEWEST = 4;

    private static final int STROBE = 86_400;

    /**
     * One connection.
     *
     * @param second when it began, whole seconds since 1970
     * @param bytes that the source sent
     */
    public record Connection(long second, long bytes) {}

    /**
     * The score of a pair.
     *
     * @param from start of the window, seconds since 1970
     * @param to its end
     * @return empty with fewer than four different times, or with so many connections that it is a
     *     strobe
     */
    public static Optional<RitaScore> of(List<Connection> connections, long from, long to) {
        long[] seconds = connections.stream().mapToLong(Connection::second).sorted().toArray();
        if (seconds.length >= STROBE || Arrays.stream(seconds).distinct().count() < FEWEST) {
            return Optional.empty();
        }
        Bars bars = new Bars(from, to);
        Arrays.stream(seconds).forEach(second -> bars.add(second, 1));
        double times = half(gaps(seconds), 1);
        double sizes = half(connections.stream().mapToDouble(Connection::bytes).toArray(), 0);
        double duration = bars.duration();
        double histogram = bars.histogram();
        return Optional.of(
                new RitaScore(
                        times,
                        sizes,
                        duration,
                        histogram,
                        Round.off((times + sizes + duration + histogram) / 4)));
    }

    private static double half(double[] numbers, double withoutMedian) {
        Spread spread = Spread.of(numbers);
        return Round.off((1 - Math.abs(spread.skew()) + spread.closeness(withoutMedian)) / 2);
    }

    private static double[] gaps(long[] sorted) {
        double[] gaps = new double[sorted.length - 1];
        int n = 0;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[i - 1]) {
                gaps[n++] = sorted[i] - sorted[i - 1];
            }
        }
        return Arrays.copyOf(gaps, n);
    }
}
