package illumiomonitor.engine.replay;

import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The findings that are shown one by one: the first that differ from what was found live, and the
 * first that do not, so that many of these never hide those. All of them are counted.
 */
final class Listing {

    private static final Comparator<ReplayedFinding> ORDER =
            Comparator.comparing(ReplayedFinding::tick)
                    .thenComparing(ReplayedFinding::rule)
                    .thenComparing(ReplayedFinding::pce)
                    .thenComparing(ReplayedFinding::subject);

    private final First differing = new First();
    private final First same = new First();

    void add(ReplayedFinding finding) {
        (finding.mark() == Mark.SAME ? same : differing).add(finding);
    }

    List<ReplayedFinding> inOrder() {
        List<ReplayedFinding> all = new ArrayList<>(differing.kept);
        all.addAll(same.kept);
        all.sort(ORDER);
        return all;
    }

    /** Whether there were more than are listed. */
    boolean cut() {
        return all() > differing.kept.size() + same.kept.size();
    }

    /** How many there were, listed or not. */
    long all() {
        return differing.count + same.count;
    }

    /** How many of them were not found live just so. */
    long differing() {
        return differing.count;
    }

    /** The first of what comes in any order, and how many came. */
    private static final class First {

        private static final int MOST = 5_000;

        private final TreeSet<ReplayedFinding> kept = new TreeSet<>(ORDER);
        private long count;

        void add(ReplayedFinding finding) {
            count++;
            if (kept.size() < MOST) {
                kept.add(finding);
            } else if (ORDER.compare(finding, kept.last()) < 0) {
                kept.add(finding);
                kept.pollLast();
            }
        }
    }
}
