package illumiomonitor.engine.replay;

import illumiomonitor.engine.rule.RuleInfo;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of one rule: how many alerts their findings make up, and how many messages about
 * them. Findings come PCE by PCE, in the order of their ticks.
 */
final class Courses {

    /** A rule that finds more subjects than this on one PCE says nothing to anybody. */
    private static final int MOST = 100_000;

    private final RuleInfo rule;
    private final Map<String, Course> courses = new HashMap<>();
    private String pce = "";
    private long subjects;
    private long alerts;
    private long messages;
    private boolean cut;

    Courses(RuleInfo rule) {
        this.rule = rule;
    }

    void add(Tried finding) {
        if (!finding.key().pce().equals(pce)) {
            pce = finding.key().pce();
            courses.clear();
        }
        Course course = courses.get(finding.key().subject());
        if (course == null) {
            if (courses.size() == MOST) {
                cut = true;
                return;
            }
            course = new Course();
            courses.put(finding.key().subject(), course);
            subjects++;
        }
        course.goesOn(finding);
    }

    long subjects() {
        return subjects;
    }

    /** That would have been opened. */
    long alerts() {
        return alerts;
    }

    /** That would have been told, on opening and after each cooldown. */
    long messages() {
        return messages;
    }

    /** Whether there were more subjects than are kept apart; the numbers are of the first. */
    boolean cut() {
        return cut;
    }

    /** What happened to one subject so far. */
    private final class Course {

        private final Refractory refractory = new Refractory(rule.refractory());
        private @Nullable Instant seen;
        private @Nullable Instant told;

        void goesOn(Tried finding) {
            Instant tick = finding.key().tick();
            boolean opens = seen == null || seen.plus(rule.quiet()).isBefore(tick);
            seen = tick;
            alerts += opens ? 1 : 0;
            boolean cool = opens || told == null || !told.plus(rule.cooldown()).isAfter(tick);
            if (finding.held().isEmpty() && cool && refractory.lets(finding, opens)) {
                messages++;
                told = tick;
                refractory.told(finding);
            }
            refractory.seen(tick);
        }
    }
}
