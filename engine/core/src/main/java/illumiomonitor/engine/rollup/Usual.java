package illumiomonitor.engine.rollup;

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
     * @param values the first {@code count} of them are looked at, sorted ascending; not changed
     */
    static Usual of(long[] values, int count, int samples, boolean seasonal) {
        if (count == 0 || values[count - 1] == 0) {
            return new Usual(0, 0, samples, seasonal);
        }
        int half = count / 2;
        double median =
                count % 2 == 1
                        ? Math.log1p(values[half])
                        : (Math.log1p(values[half - 1]) + Math.log1p(values[half])) / 2;
        Deviations deviations = new Deviations(values, count, half + count % 2, median);
        double mad =
                count % 2 == 1
                        ? deviations.at(half)
                        : (deviations.at(half - 1) + deviations.at(half)) / 2;
        return new Usual(median, mad, samples, seasonal);
    }

    /**
     * How far values lie from their median, by size. Below it they grow towards one end, above it
     * towards the other, so that the n-th is found without sorting them or taking logarithms of
     * all.
     *
     * @param below values that are not above the median, the first ones
     */
    private record Deviations(long[] values, int count, int below, double median) {

        /** The n-th smallest, from 0. */
        double at(int n) {
            int low = Math.max(0, n + 1 - (count - below));
            int high = Math.min(n + 1, below);
            while (low < high) {
                int left = (low + high) / 2;
                if (left(left) < right(n - left)) {
                    low = left + 1;
                } else {
                    high = left;
                }
            }
            double fromLeft = low > 0 ? left(low - 1) : 0;
            double fromRight = n - low >= 0 ? right(n - low) : 0;
            return Math.max(fromLeft, fromRight);
        }

        private double left(int n) {
            return Math.abs(Math.log1p(values[below - 1 - n]) - median);
        }

        private double right(int n) {
            return Math.abs(Math.log1p(values[below + n]) - median);
        }
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
