package illumiomonitor.engine.rollup;

import java.util.OptionalInt;

/**
 * How many edges are held, and what follows when some gave way. Nothing is known any more of an
 * edge that gave way: as long as one of them would not be new, an edge that is met for the first
 * time counts as one that was seen some time ago. Not thread-safe.
 */
final class EdgeRoom {

    /** An edge that was not seen for so many days is new again. */
    private static final int NEW_AFTER = 30;

    /**
     * So many days ago an edge counts as seen that may have given way: before the window of any
     * rule, and not so long ago that it would be new again.
     */
    private static final int PRESUMED = NEW_AFTER / 2;

    private static final int NEVER = Integer.MIN_VALUE;

    private final int most;
    private int newest = NEVER;
    private int gone = NEVER;

    /**
     * @param most edges that are held
     */
    EdgeRoom(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    /** An edge was seen on this day. */
    void saw(int day) {
        newest = Math.max(newest, day);
    }

    /** An edge that was last seen on this day is not held any more, or never was. */
    void gaveWay(int day) {
        gone = Math.max(gone, day);
    }

    /** Days since 1970 on which the last of those that gave way was seen. */
    OptionalInt gone() {
        return gone == NEVER ? OptionalInt.empty() : OptionalInt.of(gone);
    }

    /** Whether an edge that is not held may be one that would not be new. */
    boolean isPartial() {
        return gone != NEVER && newest - gone <= NEW_AFTER;
    }

    /** Days since 1970; from then on an edge that is not held is new. */
    int wholeFrom() {
        return gone + NEW_AFTER + 1;
    }

    /** On which day an edge counts as seen that is met on this one for the first time. */
    static int presumed(int day) {
        return day - PRESUMED;
    }

    /** Since when an edge counts as known that is not held, microseconds; else as none ever was. */
    long firstOfUnknown() {
        return isPartial() ? Hours.micros(Hours.dayStart((long) presumed(newest))) : Long.MAX_VALUE;
    }
}
