package illumiomonitor.engine.replay;

import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import illumiomonitor.engine.rule.InForce;
import illumiomonitor.engine.rule.RuleInfo;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one rule found in a stretch, counted tick after tick: how much it found never decides how
 * much of it is counted.
 */
final class Tally {

    private final RuleInfo rule;
    private final @Nullable String versionBefore;
    private final Spread spread;
    private final Courses courses;
    private long findings;
    private long same;
    private long added;
    private long missing;
    private long addedSinceBefore;
    private long goneSinceBefore;
    private String error = "";

    /**
     * What was found at one tick on one PCE.
     *
     * @param judgedAt when the tick was judged live for the last time, null when it never was
     * @param then the rule as it judged live, null when it did not
     * @param now by the text that is tried
     * @param before by the text it is compared with, null when there is none
     * @param live by the live runs, since the tick before
     */
    record AtTick(
            @Nullable Instant judgedAt,
            @Nullable InForce then,
            Map<Tried.Key, Tried> now,
            @Nullable Map<Tried.Key, Tried> before,
            Map<Tried.Key, Tried> live) {

        private Mark mark(Tried.Key key) {
            if (live.containsKey(key)) {
                return Mark.SAME;
            }
            return judgedAt != null ? Mark.ADDED : Mark.UNJUDGED;
        }

        private @Nullable Boolean foundBefore(Tried.Key key) {
            return before == null ? null : before.containsKey(key);
        }

        private ReplayedFinding finding(RuleInfo rule, Tried one, Mark mark) {
            return new ReplayedFinding(
                    one.key().pce(),
                    one.key().rule(),
                    one.key().tick(),
                    one.key().subject(),
                    one.summary(),
                    one.measure().value(),
                    one.held(),
                    mark,
                    new Reasons(rule, then, judgedAt).of(mark, one, live.get(one.key())),
                    foundBefore(one.key()));
        }
    }

    /**
     * @param versionBefore of the text it is compared with, null when there is none
     */
    Tally(RuleInfo rule, @Nullable String versionBefore, Instant from, Instant to) {
        this.rule = rule;
        this.versionBefore = versionBefore;
        this.spread = new Spread(from, to);
        this.courses = new Courses(rule);
    }

    void failed(Instant tick, @Nullable String sentence) {
        if (sentence != null && error.isEmpty()) {
            error = "at " + tick + ": " + sentence;
        }
    }

    void count(AtTick tick, Listing listing) {
        for (Tried one : tick.now().values()) {
            found(tick, one, listing);
        }
        for (Tried one : tick.live().values()) {
            if (!tick.now().containsKey(one.key())) {
                missing++;
                listing.add(tick.finding(rule, one, Mark.MISSING));
            }
        }
        if (tick.before() != null) {
            for (Tried one : tick.before().values()) {
                gone(tick, one, listing);
            }
        }
    }

    private void found(AtTick tick, Tried one, Listing listing) {
        Mark mark = tick.mark(one.key());
        findings++;
        same += mark == Mark.SAME ? 1 : 0;
        added += mark == Mark.ADDED ? 1 : 0;
        addedSinceBefore += Boolean.FALSE.equals(tick.foundBefore(one.key())) ? 1 : 0;
        spread.count(one.key().tick());
        courses.add(one);
        listing.add(tick.finding(rule, one, mark));
    }

    private void gone(AtTick tick, Tried one, Listing listing) {
        if (tick.now().containsKey(one.key())) {
            return;
        }
        goneSinceBefore++;
        if (!tick.live().containsKey(one.key())) {
            listing.add(tick.finding(rule, one, Mark.BEFORE));
        }
    }

    ReplayedRule report() {
        return new ReplayedRule(
                rule.name(),
                rule.version(),
                versionBefore,
                findings,
                courses.subjects(),
                courses.alerts(),
                courses.messages(),
                same,
                added,
                missing,
                addedSinceBefore,
                goneSinceBefore,
                spread.counts(),
                courses.cut(),
                error);
    }
}
