package illumiomonitor.engine.rollup;

import java.util.Arrays;

/**
 * Median and median absolute deviation of ln(1 + x), robust against the outliers that they are to
 * find.
 *
 * @param samples hours of the past that were looked at
 */
record Usual(double median, double mad, int samples, boolean seasonal) {

    private static final double NORMAL = 1.4826;
    private static final double RELATIVE_FLOOR = 0.05;
    private static final double FLOOR = 0.1;

    /**
     * @param values sorted ascending; not changed
     */
    static Usual of(long[] values, int samples, boolean seasonal) {
        int count = values.length;
        if (count == 0 || values[count - 1] == 0) {
            return new Usual(0, 0, samples, seasonal);
        }
        double[] logs = new double[count];
        for (int n = 0; n < count; n++) {
            logs[n] = n > 0 && values[n] == values[n - 1] ? logs[n - 1] : Math.log1p(values[n]);
        }
        double median = middle(logs);
        for (int n = 0; n < count; n++) {
            logs[n] = Math.abs(logs[n] - median);
        }
        Arrays.sort(logs);
        return new Usual(median, middle(logs), samples, seasonal);
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    double z(long value) {
        double scale = Math.max(NORMAL * mad, Math.max(RELATIVE_FLOOR * Math.abs(median), FLOOR));
        return (Math.log1p(value) - median) / scale;
    }

    /** The median as a value. */
    long value() {
        return Math.round(Math.expm1(median));
    }
}
