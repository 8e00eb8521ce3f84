package illumiomonitor.engine.rule;

import illumiomonitor.engine.words.Words;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where rules are judged on facts, wherever the facts come from. A rule that throws or takes too
 * long is taken out and the others are judged again without it.
 */
final class Court {

    /** Every match of every rule is held until a session ends: more rules take turns. */
    private static final int AT_ONCE = 200;

    private final Duration ruleBudget;
    private final Words words;
    private final ZoneId zone;
    private final RuleBases bases = new RuleBases();

    Court(Duration ruleBudget, Locale language, ZoneId zone) {
        this.ruleBudget = ruleBudget;
        this.words = Words.load("illumiomonitor/engine/rule/words", language);
        this.zone = zone;
    }

    /** One result per rule, in the order of the rules. */
    List<RuleResult> judge(WindowFacts facts, Collection<JudgedRule> rules, Held held)
            throws InterruptedException {
        List<RuleResult> results = new ArrayList<>();
        List<JudgedRule> all = List.copyOf(rules);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<JudgedRule> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            judge(facts, some, held, results);
        }
        List<String> order = rules.stream().map(rule -> rule.info().name()).toList();
        results.sort(
                (one, other) ->
                        Integer.compare(
                                order.indexOf(one.rule().name()),
                                order.indexOf(other.rule().name())));
        return results;
    }

    private void judge(
            WindowFacts facts, List<JudgedRule> rules, Held held, List<RuleResult> results)
            throws InterruptedException {
        List<JudgedRule> left = rules;
        while (!left.isEmpty()) {
            Sitting sitting = new Sitting(facts, left, ruleBudget);
            try {
                sitting.hold(bases.of(left));
                left.forEach(rule -> results.add(result(facts, rule, sitting, held)));
                return;
            } catch (RuleFault fault) {
                Set<String> guilty = left.size() == 1 ? names(left) : fault.suspects();
                if (Collections.disjoint(guilty, names(left))) {
                    judge(facts, left.subList(0, left.size() / 2), held, results);
                    judge(facts, left.subList(left.size() / 2, left.size()), held, results);
                    return;
                }
                left.stream()
                        .filter(rule -> guilty.contains(rule.info().name()))
                        .forEach(rule -> results.add(failed(facts, rule, fault.getMessage())));
                left = left.stream().filter(rule -> !guilty.contains(rule.info().name())).toList();
            }
        }
    }

    private static Set<String> names(List<JudgedRule> rules) {
        Set<String> names = new HashSet<>();
        rules.forEach(rule -> names.add(rule.info().name()));
        return names;
    }

    private RuleResult result(WindowFacts facts, JudgedRule rule, Sitting sitting, Held held) {
        Proofs proofs = new Proofs(words, zone, facts);
        List<Found> found = new ArrayList<>();
        long matched = 0;
        for (Door.Said said : sitting.said(rule.info().name())) {
            Evidence evidence = said.evidence();
            matched += evidence.count();
            found.add(
                    new Found(
                            rule.info().name(),
                            rule.info().version(),
                            said.subject(),
                            said.summary(),
                            rule.info().severity(),
                            proofs.of(rule, evidence),
                            evidence.happenedAt(facts.tick().at()),
                            evidence.pulledAt(facts.tick().at()),
                            held.why(rule),
                            evidence.endpoints()));
        }
        return new RuleResult(
                rule.info(),
                facts.rows(rule.compiled().text()),
                matched,
                sitting.took(rule.info().name()),
                null,
                rule.info().threshold(),
                found);
    }

    static RuleResult failed(WindowFacts facts, JudgedRule rule, @Nullable String error) {
        return new RuleResult(
                rule.info(),
                facts.rows(rule.compiled().text()),
                0,
                Duration.ZERO,
                error,
                rule.info().threshold(),
                List.of());
    }

    /** Why a rule's findings tell nobody. */
    @FunctionalInterface
    interface Held {
        /** {@code shadow}, {@code learning} or empty. */
        String why(JudgedRule rule);
    }
}
