package illumiomonitor.engine.pull;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest three totals of every flow of some days in a row, in little memory: a day's flows are
 * numbered one after the other. Takes its room when it is first used. Not thread-safe.
 */
final class NewestTotals {

    private static final int TOTALS = 3;

    private final TreeMap<Long, Integer> expected = new TreeMap<>();
    private @Nullable TreeMap<Long, long[]> byDay;
    private int flows;

    /** Makes room for the flows of a day, in days since 1970. */
    void expect(long day, int most) {
        expected.put(day, most);
        flows += most;
    }

    int flows() {
        return flows;
    }

    long firstDay() {
        return expected.firstKey();
    }

    long lastDay() {
        return expected.lastKey();
    }

    /**
     * Takes a total of a flow.
     *
     * @param which of the three
     * @return whether it is less than the one before it; a flow that nobody expected has none
     */
    boolean fallsTo(long flow, int which, long total) {
        long[] day = room().get(flow / Ids.FLOWS);
        long place = flow % Ids.FLOWS * TOTALS + which;
        if (day == null || place >= day.length) {
            return false;
        }
        boolean falls = total < day[(int) place];
        day[(int) place] = total;
        return falls;
    }

    private TreeMap<Long, long[]> room() {
        TreeMap<Long, long[]> known = byDay;
        if (known == null) {
            known = new TreeMap<>();
            for (var day : expected.entrySet()) {
                known.put(day.getKey(), new long[day.getValue() * TOTALS]);
            }
            byDay = known;
        }
        return known;
    }
}
