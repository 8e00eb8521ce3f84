package illumiomonitor.rules;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts two changes of one text together. Where both changed the same lines, both stand there
 * between marks.
 */
final class Merge {

    static final String YOURS = "<<<<<<< yours";
    static final String MIDDLE = "=======";
    static final String SHIPPED = ">>>>>>> shipped";

    private final List<String> base;
    private final List<AbstractDelta<String>> yours;
    private final List<AbstractDelta<String>> shipped;
    private final List<String> lines = new ArrayList<>();
    private int conflicts;

    /**
     * The text that came of it.
     *
     * @param conflicts how many places a person must look at
     */
    record Merged(String text, int conflicts) {}

    private Merge(String base, String yours, String shipped) {
        this.base = base.lines().toList();
        this.yours = new ArrayList<>(DiffUtils.diff(this.base, yours.lines().toList()).getDeltas());
        this.shipped =
                new ArrayList<>(DiffUtils.diff(this.base, shipped.lines().toList()).getDeltas());
    }

    static Merged of(String base, String yours, String shipped) {
        Merge merge = new Merge(base, yours, shipped);
        merge.work();
        return new Merged(String.join("\n", merge.lines) + "\n", merge.conflicts);
    }

    private void work() {
        int at = 0;
        while (at < base.size() || !yours.isEmpty() || !shipped.isEmpty()) {
            int next = Math.min(start(yours), start(shipped));
            if (next > at) {
                int to = Math.min(next, base.size());
                lines.addAll(base.subList(at, to));
                at = to;
                if (next > base.size()) {
                    return;
                }
            } else {
                at = change(at);
            }
        }
    }

    private static int start(List<AbstractDelta<String>> changes) {
        return changes.isEmpty() ? Integer.MAX_VALUE : changes.get(0).getSource().getPosition();
    }

    /** Takes all changes that touch one another, beginning at a line. */
    private int change(int from) {
        List<AbstractDelta<String>> mine = new ArrayList<>();
        List<AbstractDelta<String>> theirs = new ArrayList<>();
        int to = from;
        boolean more = true;
        while (more) {
            int before = mine.size() + theirs.size();
            to = take(yours, mine, from, to);
            to = take(shipped, theirs, from, to);
            more = mine.size() + theirs.size() > before;
        }
        List<String> one = applied(mine, from, to);
        List<String> other = applied(theirs, from, to);
        if (theirs.isEmpty() || one.equals(other)) {
            lines.addAll(one);
        } else if (mine.isEmpty()) {
            lines.addAll(other);
        } else {
            conflicts++;
            lines.add(YOURS);
            lines.addAll(one);
            lines.add(MIDDLE);
            lines.addAll(other);
            lines.add(SHIPPED);
        }
        return to;
    }

    private static int take(
            List<AbstractDelta<String>> left, List<AbstractDelta<String>> taken, int from, int to) {
        int end = to;
        while (!left.isEmpty() && (start(left) < end || start(left) == from && end >= from)) {
            AbstractDelta<String> delta = left.remove(0);
            taken.add(delta);
            end = Math.max(end, delta.getSource().getPosition() + delta.getSource().size());
        }
        return end;
    }

    private List<String> applied(List<AbstractDelta<String>> changes, int from, int to) {
        List<String> result = new ArrayList<>();
        int at = from;
        for (AbstractDelta<String> change : changes) {
            result.addAll(base.subList(at, change.getSource().getPosition()));
            result.addAll(change.getTarget().getLines());
            at = change.getSource().getPosition() + change.getSource().size();
        }
        result.addAll(base.subList(at, to));
        return result;
    }
}
