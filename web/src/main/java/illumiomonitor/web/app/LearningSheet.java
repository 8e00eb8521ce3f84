package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.rule.Learning;
import illumiomonitor.engine.run.Cycle;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Says of each rule that is still learning when it goes live, of the PCE that is furthest off. */
final class LearningSheet {

    private static final double SECONDS_PER_DAY = 86_400;

    private final Engine engine;

    LearningSheet(Engine engine) {
        this.engine = engine;
    }

    Map<String, String> byRule() {
        Map<String, Learning> furthest = new HashMap<>();
        for (Cycle cycle : engine.cycles()) {
            Instant tick = engine.presentTick(cycle);
            for (Learning one : engine.judge().learning(cycle.pce().id(), tick)) {
                furthest.merge(one.rule(), one, LearningSheet::further);
            }
        }
        ZoneId zone = engine.config().display().zone();
        Map<String, String> sentences = new HashMap<>();
        furthest.forEach((rule, one) -> sentences.put(rule, sentence(one, zone)));
        return sentences;
    }

    private static Learning further(Learning one, Learning other) {
        return one.covered().compareTo(other.covered()) <= 0 ? one : other;
    }

    static String sentence(Learning learning, ZoneId zone) {
        Instant until = learning.until();
        return "learning%s, %s of %s days covered, %d finding%s so far"
                .formatted(
                        until == null ? "" : " until " + until.atZone(zone).toLocalDate(),
                        days(learning.covered()),
                        days(learning.needed()),
                        learning.findings(),
                        learning.findings() == 1 ? "" : "s");
    }

    private static String days(Duration length) {
        // Never rounded up: 14.0 of 14 days would look as if it were over.
        double days = Math.floor(length.toSeconds() / SECONDS_PER_DAY * 10) / 10;
        return days == Math.rint(days)
                ? Long.toString((long) days)
                : String.format(Locale.ROOT, "%.1f", days);
    }
}
