package illumiomonitor.engine.beacon;

import java.util.Arrays;

/**
 * Where the middle of some numbers lies and how far they spread around it.
 *
 * @param lower first quartile
 * @param median middle
 * @param upper third quartile
 * @param mad median absolute deviation from the median
 */
record Spread(double lower, double median, double upper, double mad) {

    /** A quartile range below this says nothing about skew. */
    private static final double NARROW = 10;

    /** Makes a median absolute deviation comparable with a standard deviation. */
    private static final double NORMAL = 1.4826;

    /** Of at least two numbers. Quartiles are medians of the halves; an odd middle is in none. */
    static Spread of(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double median = median(sorted, 0, n);
        double[] away = Arrays.stream(sorted).map(x -> Math.abs(x - median)).sorted().toArray();
        return new Spread(
                median(sorted, 0, n / 2), median, median(sorted, n - n / 2, n), median(away, 0, n));
    }

    private static double median(double[] sorted, int from, int to) {
        int n = to - from;
        if (n == 0) {
            return 0;
        }
        int middle = from + n / 2;
        return n % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Bowley's skewness, -1 to 1; 0 where it says nothing. */
    double skew() {
        boolean flat = upper - lower < NARROW || median == lower || median == upper;
        return flat ? 0 : (upper + lower - 2 * median) / (upper - lower);
    }

    /** How closely the numbers keep to their median, 0 to 1; of a median below 1, what is given. */
    double closeness(double otherwise) {
        return median >= 1 ? Math.max(0, (median - mad) / median) : otherwise;
    }

    /** How closely a robust deviation keeps to the median, 0 to 1; 0 without a median. */
    double steadiness() {
        return median <= 0 ? 0 : 1 - Math.min(1, NORMAL * mad / median);
    }
}
