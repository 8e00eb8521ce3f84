package illumiomonitor.engine.rollup;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What policy decided of every edge on the days before one, by edge number. */
final class Decided {

    /** No share: nothing was decided. */
    static final double NONE = -1;

    private final int day;
    private final long[] ids;
    private final String[] applications;

    /** A bit for each day, the lowest for the newest. */
    private final int[] allowed;

    private final int[] stopped;

    private Decided(int day, int size) {
        this.day = day;
        this.ids = new long[size];
        this.applications = new String[size];
        this.allowed = new int[size];
        this.stopped = new int[size];
    }

    /**
     * Cost: a walk over all edges, some milliseconds.
     *
     * @param day since 1970, the first that does not count any more
     * @param back days before it, at most 32
     */
    static Decided of(EdgeBook book, int day, int back) {
        Decided decided = new Decided(day, book.size());
        Map<String, String> applications = new HashMap<>();
        for (int at = 0; at < book.size(); at++) {
            decided.ids[at] = book.id(at);
            decided.applications[at] =
                    applications.computeIfAbsent(book.dstGroup(at), Decided::application);
            if (book.allowedDays(at, day, back) + book.stoppedDays(at, day, back) > 0) {
                decided.decide(book, at, back);
            }
        }
        return decided;
    }

    private void decide(EdgeBook book, int at, int back) {
        for (int before = 0; before < back; before++) {
            allowed[at] |= book.allowedDays(at, day - before, 1) << before;
            stopped[at] |= book.stoppedDays(at, day - before, 1) << before;
        }
    }

    /** Of app, role and env, tab-joined. */
    private static String application(String group) {
        int role = group.indexOf('\t');
        return role < 0
                ? ""
                : group.substring(0, role)
                        + '|'
                        + group.substring(group.indexOf('\t', role + 1) + 1);
    }

    /** The edge's place, negative when it is not known. */
    int find(long id) {
        // A book gives its numbers in the order of its places.
        return Arrays.binarySearch(ids, id);
    }

    /** {@code app|env} of its destination, empty when that has no labels. */
    String application(int at) {
        return applications[at];
    }

    /** Stopped share of its connections on a day: 0.5 when both were seen, or {@link #NONE}. */
    double stoppedShare(int at, int on) {
        int before = day - 1 - on;
        int stops = stopped[at] >>> before & 1;
        int both = stops + (allowed[at] >>> before & 1);
        return both == 0 ? NONE : (double) stops / both;
    }
}
