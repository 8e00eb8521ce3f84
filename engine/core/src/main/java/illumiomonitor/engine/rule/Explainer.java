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

/**
 * Says which parts of a rule's condition are met: the {@link Probes} of it are compiled under the
 * same guard and judged in the same court on the same facts, once on all of them and once on those
 * that name the subject. Compiled once, for as many subjects as are asked about. One thread.
 */
final class Explainer {

    private static final int SHOWN = 5;

    private final Court court;
    private final JudgedRule rule;
    private final List<Probe> probes;
    private final Map<String, CompiledRules> compiled;

    /**
     * Which parts are met.
     *
     * @param steps conditions in the order of the text
     * @param notTaken parts of the condition of which no step could be made
     */
    record Answer(List<Step> steps, List<String> notTaken) {

        /**
         * What the steps do not tell.
         *
         * @param found whether the rule found the subject
         */
        List<String> notes(boolean found) {
            List<String> notes = new ArrayList<>();
            for (String part : notTaken) {
                notes.add(
                        "it is not known whether this is met, for it cannot be taken apart: "
                                + part);
            }
            if (!found && failed() < 0 && notTaken.isEmpty()) {
                notes.add(
                        "each condition is met by facts that name the subject, but what the rule"
                                + " does then says nothing of it, or says it of somebody else");
            }
            return notes;
        }

        /** Number of the first step that is not met, -1 when all are. */
        int failed() {
            for (int n = 0; n < steps.size(); n++) {
                if (!steps.get(n).met()) {
                    return n;
                }
            }
            return -1;
        }
    }

    Explainer(Court court, JudgedRule rule) {
        this.court = court;
        this.rule = rule;
        this.probes = new Probes(rule).all();
        this.compiled = compiled(probes);
    }

    /**
     * Of a subject that was found on facts which do not name it, all facts are its own.
     *
     * @param threshold of the rule at the tick
     * @param found whether the rule finds the subject among these facts
     */
    Answer about(String subject, WindowFacts facts, long threshold, boolean found)
            throws InterruptedException {
        Answer answer = of(new Facts(subject, facts, FactsOf.subject(facts, subject), threshold));
        return found && answer.failed() >= 0
                ? of(new Facts(subject, facts, facts, threshold))
                : answer;
    }

    /**
     * What is judged.
     *
     * @param own those of the facts that are about the subject
     */
    private record Facts(String subject, WindowFacts all, WindowFacts own, long threshold) {}

    private Answer of(Facts facts) throws InterruptedException {
        List<Step> steps = new ArrayList<>();
        Set<String> notTaken = new LinkedHashSet<>();
        Map<Integer, List<Integer>> reckonings = new LinkedHashMap<>();
        for (Probe probe : probes) {
            CompiledRules rules = compiled.get(probe.text().version());
            if (rules == null) {
                notTaken.add(probe.condition());
            } else {
                if (probe.reckoning() > 0) {
                    reckonings
                            .computeIfAbsent(probe.reckoning(), n -> new ArrayList<>())
                            .add(steps.size());
                }
                steps.add(step(probe, rules, facts));
            }
        }
        reckonings.values().forEach(places -> excuse(steps, places));
        return new Answer(steps, List.copyOf(notTaken));
    }

    /**
     * Of a reckoning that came out as asked for nothing has failed, though there may have been
     * nothing to reckon with: such as a count that must stay low.
     *
     * @param places of its steps
     */
    private static void excuse(List<Step> steps, List<Integer> places) {
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

    private Step step(Probe probe, CompiledRules rules, Facts facts) throws InterruptedException {
        if (probe.kind() == Kind.COUNT) {
            return counted(probe, rules, facts);
        }
        List<Found> found =
                said(rules, facts.own(), facts.threshold()).stream()
                        .filter(one -> !probe.keyed() || one.subject().equals(facts.subject()))
                        .toList();
        boolean met =
                !found.isEmpty()
                        && (probe.kind() != Kind.HOLDS
                                || !said(rules, facts.all(), facts.threshold()).isEmpty());
        if (probe.kind() == Kind.VALUES) {
            String values =
                    found.stream().map(Found::summary).reduce((a, b) -> a + "; " + b).orElse("");
            return new Step(probe.condition(), -1, -1, met, values, List.of());
        }
        String limit =
                rule.header().threshold() == null || !probe.limited()
                        ? ""
                        : String.format(Locale.ROOT, "@threshold(%d)", facts.threshold());
        return new Step(probe.condition(), -1, -1, met, limit, List.of());
    }

    private Step counted(Probe probe, CompiledRules rules, Facts facts)
            throws InterruptedException {
        RuleText shows = probe.collecting();
        CompiledRules collecting = shows == null ? null : compiled.get(shows.version());
        long counted =
                most(said(rules, facts.all(), facts.threshold())).map(Explainer::count).orElse(0L);
        Optional<Found> hers =
                most(said(collecting == null ? rules : collecting, facts.own(), facts.threshold()));
        long own = hers.map(Explainer::count).orElse(0L);
        List<String> shown =
                own == 0
                        ? List.of()
                        : hers.map(f -> court.facts(facts.all(), f, SHOWN)).orElse(List.of());
        return new Step(probe.condition(), counted, own, own > 0, "", shown);
    }

    private static Optional<Found> most(List<Found> found) {
        return found.stream().max(Comparator.comparingLong(Explainer::count));
    }

    private static long count(Found found) {
        return Long.parseLong(found.summary());
    }

    private List<Found> said(CompiledRules rules, WindowFacts facts, long threshold)
            throws InterruptedException {
        Header header = rules.text().headers().get(0);
        RuleInfo info =
                header.info(rules.text().version(), rules.text().file(), header.mode(), threshold);
        RuleResult result =
                court.judge(facts, List.of(new JudgedRule(info, header, rules)), one -> "").get(0);
        if (result.error() != null) {
            throw new IllegalArgumentException(
                    "rule " + rule.info().name() + " cannot be explained: " + result.error());
        }
        return result.findings();
    }
}
