package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.check.Drafts;
import illumiomonitor.engine.rule.Learning;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.web.service.RuleWait;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says of each rule what it waits for: history, of each PCE that has not enough of it yet, and data
 * that nobody asks for.
 */
final class LearningSheet {

    /** What the command line says of a rule that reads draft decisions in vain. */
    private static final String DRAFT = "pull.draft: true";

    private final Engine engine;

    LearningSheet(Engine engine) {
        this.engine = engine;
    }

    List<RuleWait> waits() {
        Map<String, List<RuleWait.Learning>> learning = learning();
        Set<String> blind = blind();
        Set<String> names = new TreeSet<>(learning.keySet());
        names.addAll(blind);
        return names.stream()
                .map(
                        rule ->
                                new RuleWait(
                                        rule,
                                        learning.getOrDefault(rule, List.of()),
                                        blind.contains(rule)))
                .toList();
    }

    private Map<String, List<RuleWait.Learning>> learning() {
        Map<String, List<RuleWait.Learning>> byRule = new TreeMap<>();
        for (Cycle cycle : engine.cycles()) {
            Instant tick = engine.presentTick(cycle);
            for (Learning one : engine.judge().learning(cycle.pce().id(), tick)) {
                byRule.computeIfAbsent(one.rule(), rule -> new ArrayList<>())
                        .add(of(cycle.pce().name(), one));
            }
        }
        byRule.values()
                .forEach(rows -> rows.sort(Comparator.comparing(RuleWait.Learning::covered)));
        return byRule;
    }

    private static RuleWait.Learning of(String pce, Learning one) {
        return new RuleWait.Learning(
                pce, one.until(), one.covered(), one.missed(), one.needed(), one.findings());
    }

    private Set<String> blind() {
        if (Drafts.askedFor(engine.config())) {
            return Set.of();
        }
        return engine.rulebook().rules().stream()
                .filter(rule -> Drafts.readBy(engine.rulebook().text(rule.file()).orElse("")))
                .map(RuleInfo::name)
                .collect(Collectors.toSet());
    }

    /** How far a rule is, of the PCE that is furthest off; empty when it does not learn. */
    static String sentence(RuleWait wait, ZoneId zone) {
        return wait.learning().isEmpty() ? "" : sentence(wait.learning().get(0), zone);
    }

    private static String sentence(RuleWait.Learning learning, ZoneId zone) {
        Instant until = learning.until();
        return "learning%s, %s of %s days covered%s, %d finding%s so far"
                .formatted(
                        until == null ? "" : " until " + until.atZone(zone).toLocalDate(),
                        number(learning.days()),
                        number(learning.neededDays()),
                        learning.missed().isZero()
                                ? ""
                                : ", paused by "
                                        + number(learning.missed().toMinutes() / 60.0)
                                        + " h of gaps",
                        learning.findings(),
                        learning.findings() == 1 ? "" : "s");
    }

    /** What a rule needs to see anything, empty when it has it. */
    static String needs(RuleWait wait) {
        return wait.draft() ? DRAFT : "";
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.FLOOR)
                .stripTrailingZeros()
                .toPlainString();
    }
}
