package illumiomonitor.engine.rule;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long without a finding ends a run of each rule's.
 *
 * @param byRule of the rules that are loaded
 */
record QuietTimes(Map<String, Duration> byRule) implements FactSource.Quiets {

    /** Of a rule that is not loaded any more. */
    private static final Duration USUAL = Duration.ofMinutes(30);

    /**
     * @param judged what holds for them holds before what holds for the others
     */
    static QuietTimes of(List<JudgedRule> judged, List<JudgedRule> others) {
        Map<String, Duration> byRule = new HashMap<>();
        judged.forEach(rule -> byRule.putIfAbsent(rule.info().name(), rule.info().quiet()));
        others.forEach(rule -> byRule.putIfAbsent(rule.info().name(), rule.info().quiet()));
        return new QuietTimes(byRule);
    }

    @Override
    public Duration of(String rule) {
        return byRule.getOrDefault(rule, USUAL);
    }

    @Override
    public Duration longest() {
        return byRule.values().stream().max(Comparator.naturalOrder()).orElse(USUAL);
    }
}
