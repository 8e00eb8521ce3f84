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
     * @param occupied numbers of the intervals with connections, ascending
     * @param connections of each
     * @param bytes into the destination, of each
     * @param all how many intervals the window has
     */
    static Regularity of(int[] occupied, long[] connections, long[] bytes, int all) {
        Bars bars = new Bars(0, all);
        double[] sizes = new double[occupied.length];
        for (int i = 0; i < occupied.length; i++) {
            bars.add(occupied[i], connections[i]);
            sizes[i] = (double) bytes[i] / connections[i];
        }
        boolean often = occupied.length * 2 >= all;
        double[] rhythm = often ? everywhere(occupied, connections, all) : gaps(occupied);
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
