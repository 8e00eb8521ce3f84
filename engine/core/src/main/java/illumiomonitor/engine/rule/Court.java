package illumiomonitor.engine.rule;

import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Threshold;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * Where rules are judged on facts, wherever the facts come from. A rule that throws or takes too
 * long is taken out and the others are judged again without it; one that is only suspected, because
 * its condition was at work when time was up, is judged alone first.
 */
final class Court {

    private final Duration ruleBudget;
    private final Words words;
    private final ZoneId zone;
    private final RuleBases bases = new RuleBases();

    Court(Duration ruleBudget, Locale language, ZoneId zone) {
        this.ruleBudget = ruleBudget;
        this.words = Words.load("illumiomonitor/engine/rule/words", language);
        this.zone = zone;
    }

    /** What is heard, whichever of the rules sit together, and what came of it so far. */
    private record Hearing(
            WindowFacts facts,
            List<Threshold> thresholds,
            Held held,
            Duration ruleBudget,
            List<RuleResult> results) {

        static Hearing of(
                WindowFacts facts, List<JudgedRule> rules, Held held, Duration ruleBudget) {
            List<Threshold> thresholds = new ArrayList<>();
            for (JudgedRule rule : rules) {
                if (rule.header().threshold() != null) {
                    thresholds.add(new Threshold(rule.info().name(), rule.info().threshold()));
                }
            }
            return new Hearing(facts, thresholds, held, ruleBudget, new ArrayList<>());
        }
    }

    /** One result per rule, in the order of the rules. */
    List<RuleResult> judge(WindowFacts facts, Collection<JudgedRule> rules, Held held)
            throws InterruptedException {
        List<JudgedRule> all = List.copyOf(rules);
        return judged(Hearing.of(facts, all, held, ruleBudget), all);
    }

    /**
     * One rule of several, whose thresholds it sees.
     *
     * @param most instead of the court's budget, where that is more
     */
    List<RuleResult> judge(
            WindowFacts facts, String rule, List<JudgedRule> among, Held held, Duration most)
            throws InterruptedException {
        Duration budget = most.compareTo(ruleBudget) < 0 ? most : ruleBudget;
        List<JudgedRule> one =
                among.stream().filter(each -> each.info().name().equals(rule)).toList();
        return judged(Hearing.of(facts, among, held, budget), one);
    }

    private List<RuleResult> judged(Hearing hearing, List<JudgedRule> all)
            throws InterruptedException {
        for (List<JudgedRule> together : Seating.of(hearing.facts(), all)) {
            judge(hearing, together);
        }
        List<String> order = all.stream().map(rule -> rule.info().name()).toList();
        return hearing.results().stream()
                .sorted(Comparator.comparingInt(result -> order.indexOf(result.rule().name())))
                .toList();
    }

    /** The weightiest facts behind a finding, in words. */
    List<String> facts(WindowFacts facts, Found found, int most) {
        Proofs proofs = new Proofs(words, zone, facts);
        return found.proofs().stream()
                .filter(proofs::isFact)
                .limit(most)
                .map(proof -> proof.name() + ": " + proof.value())
                .toList();
    }

    private void judge(Hearing hearing, List<JudgedRule> rules) throws InterruptedException {
        List<JudgedRule> left = rules;
        while (!left.isEmpty()) {
            Sitting sitting = new Sitting(hearing.facts(), left, hearing.ruleBudget());
            try {
                sitting.hold(base(left), hearing.thresholds());
                left.forEach(rule -> hearing.results().add(result(hearing, rule, sitting)));
                return;
            } catch (RuleFault fault) {
                left = without(fault, hearing, left);
            }
        }
    }

    /** Rules that compile may still make no network. */
    private KieBase base(List<JudgedRule> rules) throws RuleFault {
        try {
            return bases.of(rules);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            String sentence = "THROWING: it cannot be put together: " + RuleFault.reason(e);
            throw RuleFault.ofAny(Set.of(), sentence, e);
        }
    }

    /** Deals with the rules at fault and says which are to be judged again. */
    private List<JudgedRule> without(RuleFault fault, Hearing hearing, List<JudgedRule> rules)
            throws InterruptedException {
        if (rules.size() == 1) {
            hearing.results().add(failed(hearing.facts(), rules.get(0), fault.getMessage()));
            return List.of();
        }
        List<JudgedRule> suspects = new ArrayList<>();
        List<JudgedRule> others = new ArrayList<>();
        for (JudgedRule rule : rules) {
            (fault.suspects().contains(rule.info().name()) ? suspects : others).add(rule);
        }
        if (suspects.isEmpty()) {
            judge(hearing, rules.subList(0, rules.size() / 2));
            return rules.subList(rules.size() / 2, rules.size());
        }
        for (JudgedRule suspect : suspects) {
            if (fault.certain()) {
                hearing.results().add(failed(hearing.facts(), suspect, fault.getMessage()));
            } else {
                judge(hearing, List.of(suspect));
            }
        }
        return others;
    }

    private RuleResult result(Hearing hearing, JudgedRule rule, Sitting sitting) {
        WindowFacts facts = hearing.facts();
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
                            hearing.held().why(rule),
                            evidence.endpoints(),
                            said.measure()));
        }
        return new RuleResult(
                rule.info(),
                facts.rows(rule.compiled().text()),
                matched,
                sitting.took(rule.info().name()),
                null,
                rule.info().threshold(),
                found,
                hearing.held().why(rule));
    }

    static RuleResult failed(WindowFacts facts, JudgedRule rule, @Nullable String error) {
        return new RuleResult(
                rule.info(),
                facts.rows(rule.compiled().text()),
                0,
                Duration.ZERO,
                error,
                rule.info().threshold(),
                List.of(),
                "");
    }

    /** Why a rule's findings tell nobody. */
    @FunctionalInterface
    interface Held {
        /** {@code shadow}, {@code learning} or empty. */
        String why(JudgedRule rule);
    }
}
