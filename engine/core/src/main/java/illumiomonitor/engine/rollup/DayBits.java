package illumiomonitor.engine.rollup;

/** A bit for each of the last 64 days up to a newest one, whose bit is the lowest. */
final class DayBits {

    /** As many days as a number has bits. */
    static final int DAYS = 64;

    private DayBits() {}

    /** The same days, seen from a newest day that is this much later. */
    static long later(long bits, int days) {
        return days >= DAYS ? 0 : bits << days;
    }

    /** How many of the days before one are set, its own not included. */
    static int count(long bits, int newest, int day, int days) {
        long before = before(bits, newest, day);
        int room = days - (day - 1 - Math.min(newest, day - 1));
        return room <= 0 ? 0 : Long.bitCount(room >= DAYS ? before : before & (1L << room) - 1);
    }

    /** The newest day set before this one; {@link Integer#MIN_VALUE} if none. */
    static int newestBefore(long bits, int newest, int day) {
        long before = before(bits, newest, day);
        return before == 0
                ? Integer.MIN_VALUE
                : Math.min(newest, day - 1) - Long.numberOfTrailingZeros(before);
    }

    /** The bits of days before this one; the lowest is the newest of those. */
    private static long before(long bits, int newest, int day) {
        int later = newest - (day - 1);
        return later <= 0 ? bits : later >= DAYS ? 0 : bits >>> later;
    }
}
