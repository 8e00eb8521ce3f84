package illumiomonitor.engine.rollup;

import java.util.Arrays;

/**
 * The whole hours of 30 days before an hour, and what is usual in those that are known. One thread
 * reads the past in; after that {@link #of} is thread-safe.
 */
final class PastHours {

    private static final int SAME_HOURS = 4;

    private final long from;
    private final long to;
    private final long firstWeek;
    private final int weeks;
    private final GapHours gaps;

    /** Used again and again: all hours of all weeks, and those that are looked at. */
    private final long[] grid;

    private final long[] looked;
    private final DigitSort sort = new DigitSort(Past.HOURS);

    /** A series' value at an hour. */
    @FunctionalInterface
    interface Values {
        long at(long hour);
    }

    /**
     * @param to the first hour after them
     */
    PastHours(long to, GapHours gaps) {
        this.from = to - Past.HOURS;
        this.to = to;
        this.firstWeek = Hours.week(from);
        this.weeks = (int) (Hours.week(to - 1) - firstWeek) + 1;
        this.gaps = gaps;
        this.grid = new long[weeks * Hours.PER_WEEK];
        this.looked = new long[Past.HOURS];
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    long firstWeek() {
        return firstWeek;
    }

    int weeks() {
        return weeks;
    }

    GapHours gaps() {
        return gaps;
    }

    /** Whether the same hour of the week is known often enough from an hour on. */
    boolean isSeasonal(long first, int hourOfWeek) {
        int count = 0;
        for (long hour = sameFrom(first, hourOfWeek); hour < to; hour += Hours.PER_WEEK) {
            count += gaps.has(hour) ? 0 : 1;
        }
        return count >= SAME_HOURS;
    }

    private static long sameFrom(long first, int hourOfWeek) {
        return first + Math.floorMod(hourOfWeek - first, (long) Hours.PER_WEEK);
    }

    /** What is usual at an hour of the week. */
    Usual same(Values values, long first, int hourOfWeek) {
        int count = 0;
        for (long hour = sameFrom(first, hourOfWeek); hour < to; hour += Hours.PER_WEEK) {
            if (!gaps.has(hour)) {
                looked[count++] = values.at(hour);
            }
        }
        return usual(count, first, true);
    }

    /** What is usual at any hour. */
    Usual all(PackedHours packed, long first) {
        lay(packed);
        int count = 0;
        for (long hour = first; hour < to; hour++) {
            if (!gaps.has(hour)) {
                looked[count++] = onGrid(hour);
            }
        }
        return usual(count, first, false);
    }

    /**
     * What is usual at an hour of the week: the same hours when there are four, else all. Several
     * threads may ask once the past is read.
     */
    synchronized Usual of(PackedHours packed, long first, int hourOfWeek) {
        if (isSeasonal(first, hourOfWeek)) {
            lay(packed);
            return same(this::onGrid, first, hourOfWeek);
        }
        return all(packed, first);
    }

    /** The same, of a series without any value. */
    Usual none(long first, int hourOfWeek) {
        return new Usual(0, 0, samples(first), isSeasonal(first, hourOfWeek));
    }

    private void lay(PackedHours packed) {
        Arrays.fill(grid, 0);
        packed.unpack(grid);
    }

    private long onGrid(long hour) {
        return grid[(int) (hour - firstWeek * Hours.PER_WEEK)];
    }

    private Usual usual(int count, long first, boolean seasonal) {
        return Usual.of(sort.sorted(looked, count), count, samples(first), seasonal);
    }

    private int samples(long first) {
        return (int) (to - first) - gaps.count(first, to);
    }
}
