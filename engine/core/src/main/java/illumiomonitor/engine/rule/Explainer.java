package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.Explained.Step;
import illumiomonitor.engine.rule.Probe.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which parts of a rule's condition are met: the {@link Probes} of it are compiled under the
 * same guard and judged in the same court on the same facts, once on all of them and once on those
 * that name the subject.
 */
final class Explainer {

    private static final int SHOWN = 5;

    private final Court court;
    private final JudgedRule rule;
    private final WindowFacts all;
    private final WindowFacts own;
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> notTaken = new LinkedHashSet<>();

    /**
     * @param own those of the facts that are about the subject
     */
    Explainer(Court court, JudgedRule rule, WindowFacts facts, WindowFacts own) {
        this.court = court;
        this.rule = rule;
        this.all = facts;
        this.own = own;
    }

    static Explainer about(String subject, Court court, JudgedRule rule, WindowFacts facts) {
        return new Explainer(court, rule, facts, FactsOf.subject(facts, subject));
    }

    /** Conditions in the order of the text. */
    List<Step> steps() {
        return steps;
    }

    /** Parts of the condition of which no step could be made. */
    List<String> notTaken() {
        return List.copyOf(notTaken);
    }

    void work() throws InterruptedException {
        List<Probe> probes = new Probes(rule).all();
        Map<String, CompiledRules> compiled = compiled(probes);
        Map<Integer, List<Integer>> reckonings = new LinkedHashMap<>();
        for (Probe probe : probes) {
            CompiledRules rules = compiled.get(probe.text().version());
            if (rules == null) {
                notTaken.add(probe.condition());
            } else {
                RuleText collecting = probe.collecting();
                if (probe.reckoning() > 0) {
                    reckonings
                            .computeIfAbsent(probe.reckoning(), n -> new ArrayList<>())
                            .add(steps.size());
                }
                steps.add(
                        step(
                                probe,
                                rules,
                                collecting == null ? null : compiled.get(collecting.version())));
            }
        }
        reckonings.values().forEach(this::excuse);
    }

    /**
     * Of a reckoning that came out as asked for nothing has failed, though there may have been
     * nothing to reckon with: such as a count that must stay low.
     *
     * @param places of its steps
     */
    private void excuse(List<Integer> places) {
        if (!steps.get(places.get(places.size() - 1)).met()) {
            return;
        }
        for (int place : places) {
            Step step = steps.get(place);
            steps.set(
                    place,
                    new Step(
                            step.condition(),
                            step.all(),
                            step.own(),
                            true,
                            step.values(),
                            step.facts()));
        }
    }

    /** By version; those that the guard or the compiler refuses are not among them. */
    private static Map<String, CompiledRules> compiled(List<Probe> probes) {
        List<RuleText> texts = new ArrayList<>();
        for (Probe probe : probes) {
            texts.add(probe.text());
            if (probe.collecting() != null) {
                texts.add(probe.collecting());
            }
        }
        Map<String, CompiledRules> compiled = new HashMap<>();
        new RuleCompiler()
                .compile(texts.stream().filter(text -> text.errors().isEmpty()).toList())
                .compiled
                .values()
                .forEach(one -> compiled.put(one.text().version(), one));
        return compiled;
    }

    private Step step(Probe probe, CompiledRules rules, @Nullable CompiledRules collecting)
            throws InterruptedException {
        if (probe.kind() == Kind.COUNT) {
            return counted(probe, rules, collecting);
        }
        List<Found> found = said(rules, own);
        boolean met =
                !found.isEmpty() && (probe.kind() != Kind.HOLDS || !said(rules, all).isEmpty());
        if (probe.kind() == Kind.VALUES) {
            String values =
                    found.stream().map(Found::summary).reduce((a, b) -> a + "; " + b).orElse("");
            return new Step(probe.condition(), -1, -1, met, values, List.of());
        }
        String limit =
                rule.header().threshold() == null || !probe.limited()
                        ? ""
                        : String.format(Locale.ROOT, "@threshold(%d)", rule.info().threshold());
        return new Step(probe.condition(), -1, -1, met, limit, List.of());
    }

    private Step counted(Probe probe, CompiledRules rules, @Nullable CompiledRules collecting)
            throws InterruptedException {
        long counted = most(said(rules, all)).map(Explainer::count).orElse(0L);
        Optional<Found> hers = most(said(collecting == null ? rules : collecting, own));
        long own = hers.map(Explainer::count).orElse(0L);
        List<String> facts =
                own == 0 ? List.of() : hers.map(f -> court.facts(all, f, SHOWN)).orElse(List.of());
        return new Step(probe.condition(), counted, own, own > 0, "", facts);
    }

    private static Optional<Found> most(List<Found> found) {
        return found.stream().max(Comparator.comparingLong(Explainer::count));
    }

    private static long count(Found found) {
        return Long.parseLong(found.summary());
    }

    private List<Found> said(CompiledRules rules, WindowFacts facts) throws InterruptedException {
        Header header = rules.text().headers().get(0);
        RuleInfo info =
                header.info(rules.text().version(), rules.text().file(), header.mode(), null);
        RuleResult result =
                court.judge(facts, List.of(new JudgedRule(info, header, rules)), one -> "").get(0);
        if (result.error() != null) {
            throw new IllegalArgumentException(
                    "rule " + rule.info().name() + " cannot be explained: " + result.error());
        }
        return result.findings();
    }
}
