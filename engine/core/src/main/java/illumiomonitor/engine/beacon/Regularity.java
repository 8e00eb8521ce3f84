package illumiomonitor.engine.beacon;

import java.util.Arrays;

/**
 * How regular an edge is as a PCE shows it: sums per pull interval, no single connections. The four
 * parts are 0 to 1.
 *
 * @param counts how alike the connections of all intervals are, or the gaps between those that have
 *     any, when they are fewer than half
 * @param size how alike the bytes of a connection are
 * @param histogram how evenly connections spread over the window
 * @param duration how much of the window they cover
 */
record Regularity(double counts, double size, double histogram, double duration) {

    /**
     * Of an edge's intervals.
     *
     * @param occupied with bytes into the destination
     * @param all how many intervals the window has
     */
    static Regularity of(Calls.Occupied occupied, int all) {
        int[] numbers = occupied.numbers();
        long[] connections = occupied.connections();
        long[] bytes = occupied.bytes();
        Bars bars = new Bars(0, all);
        double[] sizes = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            bars.add(numbers[i], connections[i]);
            sizes[i] = (double) bytes[i] / connections[i];
        }
        boolean often = numbers.length * 2 >= all;
        double[] rhythm = often ? everywhere(numbers, connections, all) : gaps(numbers);
        return new Regularity(
                Spread.of(rhythm).steadiness(),
                Spread.of(sizes).steadiness(),
                bars.histogram(),
                bars.duration());
    }

    double score() {
        return (counts + size + histogram + duration) / 4;
    }

    private static double[] everywhere(int[] occupied, long[] connections, int all) {
        double[] counts = new double[all];
        for (int i = 0; i < occupied.length; i++) {
            counts[occupied[i]] = connections[i];
        }
        return counts;
    }

    private static double[] gaps(int[] occupied) {
        double[] gaps = new double[occupied.length - 1];
        Arrays.setAll(gaps, i -> occupied[i + 1] - occupied[i]);
        return gaps;
    }
}
