package illumiomonitor.rules;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line. */
public final class TextDiff {

    /**
     * A line of one text or of both.
     *
     * @param kind {@code SAME}, {@code GONE} or {@code NEW}
     * @param was number in the older text, 0 when it is not there
     * @param is number in the newer text, 0 when it is not there
     */
    public record Line(Kind kind, int was, int is, String text) {}

    /** Which of the texts has a line. */
    public enum Kind {
        SAME,
        GONE,
        NEW
    }

    private final List<String> older;
    private final List<String> newer;
    private final List<Line> lines = new ArrayList<>();

    private TextDiff(List<String> older, List<String> newer) {
        this.older = older;
        this.newer = newer;
    }

    /** All lines of both, in order. */
    public static List<Line> of(String older, String newer) {
        return new TextDiff(older.lines().toList(), newer.lines().toList()).lines();
    }

    private List<Line> lines() {
        int at = 0;
        int now = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(older, newer).getDeltas()) {
            while (at < delta.getSource().getPosition()) {
                lines.add(new Line(Kind.SAME, at + 1, now + 1, older.get(at)));
                at++;
                now++;
            }
            for (String line : delta.getSource().getLines()) {
                lines.add(new Line(Kind.GONE, ++at, 0, line));
            }
            for (String line : delta.getTarget().getLines()) {
                lines.add(new Line(Kind.NEW, 0, ++now, line));
            }
        }
        for (; at < older.size(); at++, now++) {
            lines.add(new Line(Kind.SAME, at + 1, now + 1, older.get(at)));
        }
        return lines;
    }
}
