package illumiomonitor.engine.replay;

import static illumiomonitor.engine.alert.Sparing.SPARED;

import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import illumiomonitor.engine.rule.InForce;
import illumiomonitor.engine.rule.RuleInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a replay says another thing of a subject than was said live, as far as that is known. */
final class Reasons {

    private final RuleInfo rule;
    private final @Nullable InForce then;
    private final @Nullable Instant judgedAt;

    /**
     * @param rule as it is tried
     * @param then as it judged live; null when it did not
     * @param judgedAt when the tick was judged live for the last time; null when it never was
     */
    Reasons(RuleInfo rule, @Nullable InForce then, @Nullable Instant judgedAt) {
        this.rule = rule;
        this.then = then;
        this.judgedAt = judgedAt;
    }

    /**
     * One sentence for each reason.
     *
     * @param one the finding, of the replay where there is one
     * @param live the same one as it was found live, null when it was not
     */
    List<String> of(Mark mark, Tried one, @Nullable Tried live) {
        List<String> reasons = new ArrayList<>();
        switch (mark) {
            case ADDED -> added(one, reasons);
            case MISSING -> rule(one.version(), reasons);
            case SAME -> {
                if (live != null) {
                    told(one.held(), live.held(), reasons);
                }
            }
            case UNJUDGED, BEFORE -> {
                // The mark itself says why.
            }
        }
        return reasons;
    }

    private void added(Tried one, List<String> reasons) {
        Instant at = judgedAt;
        if (at != null && one.pulledAt().isAfter(at)) {
            reasons.add(
                    "rows that it rests on were pulled at "
                            + one.pulledAt()
                            + ", after the tick had been judged at "
                            + at);
        }
        InForce was = then;
        if (was == null || was.off()) {
            reasons.add("the rule did not judge live then");
        } else {
            rule(was.version(), reasons);
        }
    }

    private void rule(String version, List<String> reasons) {
        if (!version.equals(rule.version())) {
            reasons.add("version " + version + " of the rule judged live then");
            return;
        }
        InForce was = then;
        Long threshold = was == null ? null : was.threshold();
        if (threshold != null && threshold != rule.threshold()) {
            reasons.add("the threshold was " + threshold + " then");
        }
    }

    /** It was found live too, but other people would hear of it. */
    private static void told(String held, String before, List<String> reasons) {
        boolean sparedBoth = held.startsWith(SPARED) && before.startsWith(SPARED);
        if (sparedBoth || held.equals(before)) {
            return;
        }
        if (held.startsWith(SPARED)) {
            reasons.add("it is spared since by an exception: " + held.substring(SPARED.length()));
        } else if (before.startsWith(SPARED)) {
            reasons.add("it was spared then by an exception: " + before.substring(SPARED.length()));
        } else if (before.equals("learning")) {
            reasons.add("the rule was learning then");
        } else if (before.equals("shadow")) {
            reasons.add("the rule was in shadow then");
        }
    }
}
