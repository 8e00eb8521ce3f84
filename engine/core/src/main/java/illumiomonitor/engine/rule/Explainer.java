package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.Explained.Step;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Takes a rule's condition apart: each part of it is written as a rule of its own, compiled under
 * the same guard and judged in the same court on the same facts, once on all of them and once on
 * those that name the subject.
 */
final class Explainer {

    private static final Set<String> GIVEN = Set.of("Threshold", "Tick");
    private static final String TICK = "$explainTick : Tick()";

    private final Court court;
    private final JudgedRule rule;
    private final WindowFacts all;
    private final WindowFacts own;
    private final Written written;
    private final List<String> before = new ArrayList<>();
    private final List<Probe> probes = new ArrayList<>();

    /** A part of the condition, and the rule that tries it. */
    private record Probe(String condition, Kind kind, RuleText text) {}

    private enum Kind {
        COUNT,
        VALUES,
        HOLDS_OF_SUBJECT,
        HOLDS
    }

    Explainer(Court court, JudgedRule rule, WindowFacts facts, String subject) {
        this.court = court;
        this.rule = rule;
        this.all = facts;
        this.own = about(facts, subject);
        this.written = new Written(rule.compiled().text().text());
    }

    /** The steps of the rule's condition, up to what follows the first that is not met. */
    List<Step> steps() throws InterruptedException {
        for (BaseDescr part : tree().getLhs().getDescrs()) {
            take(part);
        }
        Map<String, CompiledRules> compiled = new HashMap<>();
        List<RuleText> texts =
                probes.stream().map(Probe::text).filter(text -> text.errors().isEmpty()).toList();
        new RuleCompiler()
                .compile(texts)
                .compiled
                .values()
                .forEach(one -> compiled.put(one.text().version(), one));
        List<Step> steps = new ArrayList<>();
        for (Probe probe : probes) {
            CompiledRules rules = compiled.get(probe.text().version());
            if (rules != null) {
                steps.add(step(probe, rules));
            }
        }
        return steps;
    }

    private RuleDescr tree() {
        try {
            return new DrlParser(LanguageLevelOption.DRL6)
                    .parse(false, rule.compiled().text().text()).getRules().stream()
                            .filter(one -> one.getName().equals(rule.info().name()))
                            .findFirst()
                            .orElseThrow();
        } catch (DroolsParserException e) {
            throw new IllegalStateException("a text that judges cannot be read", e);
        }
    }

    private void take(BaseDescr part) {
        if (part instanceof PatternDescr pattern && GIVEN.contains(pattern.getObjectType())) {
            before.add(written.of(part));
        } else if (part instanceof PatternDescr pattern
                && pattern.getSource() instanceof AccumulateDescr accumulate) {
            accumulate(pattern, accumulate);
        } else if (part instanceof PatternDescr pattern) {
            count(pattern);
            before.add(written.of(part));
        } else {
            probe(written.of(part), Kind.HOLDS, written.of(part), "\"met\", \"met\"");
            before.add(written.of(part));
        }
    }

    /** One step for the fact, and one for each of its conditions. */
    private void count(PatternDescr pattern) {
        List<String> conditions = Written.conditions(pattern);
        for (int met = 0; met <= conditions.size(); met++) {
            String condition = met == 0 ? pattern.getObjectType() : conditions.get(met - 1);
            String fact = written.pattern(unnamed(pattern), met);
            probe(
                    condition,
                    Kind.COUNT,
                    "accumulate( $explainFact : "
                            + fact
                            + "; $explainCount : count($explainFact) )",
                    "\"\" + $explainCount, \"%s\", $explainCount");
        }
    }

    private static PatternDescr unnamed(PatternDescr pattern) {
        PatternDescr copy = new PatternDescr(pattern.getObjectType());
        pattern.getDescrs().forEach(copy::addConstraint);
        return copy;
    }

    private void accumulate(PatternDescr pattern, AccumulateDescr accumulate) {
        BaseDescr input = accumulate.getInput();
        BaseDescr first =
                input instanceof AndDescr and && !and.getDescrs().isEmpty()
                        ? and.getDescrs().get(0)
                        : input;
        if (first instanceof PatternDescr fact) {
            count(fact);
        }
        StringBuilder format = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (AccumulateDescr.AccumulateFunctionCallDescr one : accumulate.getFunctions()) {
            if (one.getBind() != null && !one.getFunction().startsWith("collect")) {
                format.append(format.isEmpty() ? "" : ", ")
                        .append(Written.reckoned(one).replace("\"", "'"))
                        .append(" = %s");
                names.append(", ").append(one.getBind());
            }
        }
        if (!names.isEmpty()) {
            probe(
                    format.toString().replace(" = %s", ""),
                    Kind.VALUES,
                    written.accumulated(accumulate, List.of()),
                    "\"values\", \"" + format + "\"" + names);
        }
        List<String> conditions = Written.conditions(pattern);
        for (int met = 1; met <= conditions.size(); met++) {
            probe(
                    conditions.get(met - 1),
                    Kind.HOLDS_OF_SUBJECT,
                    written.accumulated(accumulate, conditions.subList(0, met)),
                    "\"met\", \"met\"");
        }
        before.add(written.of(pattern));
    }

    private void probe(String condition, Kind kind, String part, String said) {
        RuleText text = rule.compiled().text();
        String top =
                text.text()
                        .substring(
                                0, new Place("", text.text()).line(text.headers().get(0).line()));
        String header =
                "rule \"%s\"\n    @title(\"%s\") @severity(INFO) @window(\"%ds\") %s\nwhen\n"
                        .formatted(
                                rule.info().name(),
                                "explained",
                                rule.info().window().toSeconds(),
                                rule.header().threshold() == null
                                        ? ""
                                        : "@threshold(" + rule.info().threshold() + ")");
        List<String> lines = new ArrayList<>(before);
        lines.add(TICK);
        lines.add(part);
        String whole =
                top
                        + header
                        + String.join("\n", lines)
                        + "\nthen\n    findings.add( "
                        + said
                        + " );\nend\n";
        String file = "explain-%d.drl".formatted(probes.size());
        probes.add(new Probe(condition, kind, RuleReader.read(file, whole)));
    }

    private Step step(Probe probe, CompiledRules rules) throws InterruptedException {
        if (probe.kind() == Kind.COUNT) {
            long counted = most(said(rules, all));
            long hers = most(said(rules, own));
            return new Step(probe.condition(), counted, hers, hers > 0, "");
        }
        List<Found> found = said(rules, probe.kind() == Kind.HOLDS ? all : own);
        if (probe.kind() == Kind.VALUES) {
            String values =
                    found.stream().map(Found::summary).reduce((a, b) -> a + "; " + b).orElse("");
            return new Step(probe.condition(), -1, -1, !found.isEmpty(), values);
        }
        String limit =
                rule.header().threshold() == null
                        ? ""
                        : String.format(Locale.ROOT, "@threshold(%d)", rule.info().threshold());
        return new Step(probe.condition(), -1, -1, !found.isEmpty(), limit);
    }

    private static long most(List<Found> found) {
        return found.stream().mapToLong(one -> Long.parseLong(one.summary())).max().orElse(0);
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

    /** The facts that name a subject. */
    private static WindowFacts about(WindowFacts facts, String subject) {
        List<Flow> flows =
                facts.flows().held()
                        ? facts.flows().flows().stream()
                                .filter(flow -> Subjects.named(flow, subject))
                                .toList()
                        : List.of();
        Map<Class<?>, List<?>> others = new LinkedHashMap<>();
        facts.others()
                .forEach(
                        (type, some) ->
                                others.put(
                                        type,
                                        some.stream().filter(one -> names(one, subject)).toList()));
        return new WindowFacts(
                facts.pce(),
                facts.tick(),
                new SeenFlows(flows, true, facts.flows().tales()),
                others,
                facts.derived(),
                facts.history());
    }

    private static boolean names(Object fact, String subject) {
        if (fact instanceof Event event) {
            return Subjects.named(event, subject);
        }
        RecordComponent[] parts = fact.getClass().getRecordComponents();
        if (parts == null) {
            return true;
        }
        for (RecordComponent part : parts) {
            if (names(value(part, fact), subject, part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(@Nullable Object value, String subject, RecordComponent part) {
        if (value instanceof Endpoint end) {
            return subject.contains(end.ip()) || end.name().equals(subject);
        }
        return value instanceof String text
                && !text.isEmpty()
                && !part.getName().equals("pce")
                && (text.equals(subject) || List.of(subject.split("[\\s,>()]+")).contains(text));
    }

    private static @Nullable Object value(RecordComponent part, Object fact) {
        try {
            return part.getAccessor().invoke(fact);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a fact's " + part.getName() + " cannot be read", e);
        }
    }
}
