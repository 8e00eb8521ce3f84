package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Decision;
import java.util.Arrays;

/**
 * On which of the last 64 days each edge was seen, allowed and stopped, and since when on its
 * newest. Not thread-safe.
 */
final class EdgeSights {

    private int[] lastDay = new int[1024];
    private long[] dayFirst = new long[1024];
    private long[] seen = new long[1024];
    private long[] allowed = new long[1024];
    private long[] stopped = new long[1024];

    void grow(int length) {
        lastDay = Arrays.copyOf(lastDay, length);
        dayFirst = Arrays.copyOf(dayFirst, length);
        seen = Arrays.copyOf(seen, length);
        allowed = Arrays.copyOf(allowed, length);
        stopped = Arrays.copyOf(stopped, length);
    }

    /** One that was never seen. */
    void none(int at) {
        dayFirst[at] = Long.MAX_VALUE;
        lastDay[at] = Integer.MIN_VALUE;
    }

    /** One as the store has it. */
    void load(int at, EdgeTable.Row row) {
        lastDay[at] = row.lastDay();
        dayFirst[at] = row.dayFirst();
        seen[at] = row.seen();
        allowed[at] = row.allowed();
        stopped[at] = row.stopped();
    }

    boolean never(int at) {
        return lastDay[at] == Integer.MIN_VALUE;
    }

    /**
     * It was seen with this decision on that day.
     *
     * @param beganMicros first activity that is known of the day, {@link Long#MAX_VALUE} if none is
     * @return whether that was news
     */
    boolean saw(int at, int day, Decision decision, long beganMicros) {
        boolean news = mark(at, day, decision);
        if (day == lastDay[at] && beganMicros < dayFirst[at]) {
            dayFirst[at] = beganMicros;
            news = true;
        }
        return news;
    }

    private boolean mark(int at, int day, Decision decision) {
        if (never(at)) {
            lastDay[at] = day;
        }
        int ahead = day - lastDay[at];
        if (ahead > 0) {
            seen[at] = DayBits.later(seen[at], ahead);
            allowed[at] = DayBits.later(allowed[at], ahead);
            stopped[at] = DayBits.later(stopped[at], ahead);
            lastDay[at] = day;
            dayFirst[at] = Long.MAX_VALUE;
        }
        int back = lastDay[at] - day;
        if (back >= DayBits.DAYS) {
            return false;
        }
        long bit = 1L << back;
        long allows = decision == Decision.ALLOWED ? bit : 0;
        boolean stops = decision == Decision.BLOCKED || decision == Decision.POTENTIALLY_BLOCKED;
        long both = stops ? bit : 0;
        if ((seen[at] & bit) != 0
                && (allowed[at] | allows) == allowed[at]
                && (stopped[at] | both) == stopped[at]) {
            return false;
        }
        seen[at] |= bit;
        allowed[at] |= allows;
        stopped[at] |= both;
        return true;
    }

    int lastDay(int at) {
        return lastDay[at];
    }

    /** First activity on its newest day, microseconds; {@link Long#MAX_VALUE} if not known. */
    long dayFirst(int at) {
        return dayFirst[at];
    }

    long seen(int at) {
        return seen[at];
    }

    long allowed(int at) {
        return allowed[at];
    }

    long stopped(int at) {
        return stopped[at];
    }

    /** Days on which it was seen in the days before one, its own not included. */
    int seenDays(int at, int day, int days) {
        return DayBits.count(seen[at], lastDay[at], day, days);
    }

    int allowedDays(int at, int day, int days) {
        return DayBits.count(allowed[at], lastDay[at], day, days);
    }

    int stoppedDays(int at, int day, int days) {
        return DayBits.count(stopped[at], lastDay[at], day, days);
    }

    /** The newest day before this one on which it was seen; {@link Integer#MIN_VALUE} if none. */
    int seenBefore(int at, int day) {
        return DayBits.newestBefore(seen[at], lastDay[at], day);
    }
}
