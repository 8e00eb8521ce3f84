package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.Explained.Step;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import java.lang.reflect.RecordComponent;
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
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
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
    private static final String MET = "\"met\", \"met\"";
    private static final int SHOWN = 5;
    private static final Pattern BOUND = Pattern.compile("(\\$?\\w+)\\s*:(?!:)");
    private static final String TICK = "$explainTick : Tick()";

    private final Court court;
    private final JudgedRule rule;
    private final WindowFacts all;
    private final WindowFacts own;
    private final Written written;
    private final List<String> given = new ArrayList<>();
    private final List<String> before = new ArrayList<>();
    private final List<Probe> probes = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private int texts;
    private final Set<String> notTaken = new LinkedHashSet<>();

    /**
     * A part of the condition, and the rule that tries it.
     *
     * @param collecting the same, which also shows the facts; null when none are shown
     */
    private record Probe(
            String condition, Kind kind, RuleText text, @Nullable RuleText collecting) {}

    private enum Kind {
        COUNT,
        VALUES,
        HOLDS_OF_SUBJECT,
        /** Must hold of all facts, such as that something is not there, and of the subject's. */
        HOLDS
    }

    /**
     * @param own those of the facts that are about the subject
     */
    Explainer(Court court, JudgedRule rule, WindowFacts facts, WindowFacts own) {
        this.court = court;
        this.rule = rule;
        this.all = facts;
        this.own = own;
        this.written = new Written(rule.compiled().text().text());
    }

    static Explainer about(String subject, Court court, JudgedRule rule, WindowFacts facts) {
        return new Explainer(court, rule, facts, about(facts, subject));
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
        for (BaseDescr part : tree().getLhs().getDescrs()) {
            take(part);
        }
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
        for (Probe probe : probes) {
            CompiledRules rules = compiled.get(probe.text().version());
            if (rules == null) {
                notTaken.add(probe.condition());
            } else {
                RuleText collecting = probe.collecting();
                steps.add(
                        step(
                                probe,
                                rules,
                                collecting == null ? null : compiled.get(collecting.version())));
            }
        }
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
            given.add(written.of(part));
        } else if (part instanceof PatternDescr pattern
                && pattern.getSource() instanceof AccumulateDescr accumulate
                && Written.standsAlone(pattern)) {
            accumulate(pattern, accumulate);
        } else if (part instanceof PatternDescr pattern && isReckoned(pattern.getSource())) {
            reckoned(pattern);
        } else if (part instanceof PatternDescr pattern) {
            count(pattern);
            before.add(written.of(part));
        } else {
            Kind kind = part instanceof EvalDescr ? Kind.HOLDS_OF_SUBJECT : Kind.HOLDS;
            probe(written.of(part), kind, written.of(part), MET);
            before.add(written.of(part));
        }
    }

    /** One step for the fact, and one for each of its conditions. */
    private void count(PatternDescr pattern) {
        List<String> conditions = Written.conditions(pattern);
        for (int met = 0; met <= conditions.size(); met++) {
            String condition = met == 0 ? pattern.getObjectType() : conditions.get(met - 1);
            String counted =
                    "accumulate( $explainFact : "
                            + written.pattern(unnamed(pattern), met)
                            + "; $explainCount : count($explainFact)";
            probes.add(
                    new Probe(
                            condition,
                            Kind.COUNT,
                            text(counted + " )", "\"\" + $explainCount, \"%s\", $explainCount"),
                            text(
                                    counted + ", $explainFacts : collectList($explainFact) )",
                                    "\"\" + $explainCount, $explainFacts, \"%s\", $explainCount")));
        }
    }

    private static PatternDescr unnamed(PatternDescr pattern) {
        PatternDescr copy = new PatternDescr(pattern.getObjectType());
        copy.setSource(pattern.getSource());
        pattern.getDescrs().forEach(copy::addConstraint);
        return copy;
    }

    private static boolean isReckoned(@Nullable PatternSourceDescr source) {
        return source instanceof AccumulateDescr || source instanceof CollectDescr;
    }

    /** A pattern on what is reckoned: the facts of the reckoning, its result, its conditions. */
    private void reckoned(PatternDescr pattern) {
        PatternSourceDescr source = pattern.getSource();
        fact(
                source instanceof AccumulateDescr accumulate
                        ? accumulate.getInput()
                        : source instanceof CollectDescr collect
                                ? collect.getInputPattern()
                                : null);
        String how =
                source instanceof AccumulateDescr accumulate && !accumulate.getFunctions().isEmpty()
                        ? Written.reckoned(accumulate.getFunctions().get(0)).replace("\"", "'")
                        : source instanceof CollectDescr ? "collect" : "accumulate";
        String bare = written.pattern(pattern, 0);
        String name = pattern.getIdentifier();
        if (name == null || name.isEmpty()) {
            name = "$explainValue";
            bare = name + " : " + bare;
        }
        boolean several = pattern.getObjectType().matches("(java\\.util\\.)?(Set|List|Collection)");
        String label = several ? how + ".size()" : how;
        String value = several ? name + ".size()" : name;
        String said = "\"values\", \"" + label.replace("%", "%%") + " = %s\", " + value;
        probe(label, Kind.VALUES, bare, said);
        List<String> conditions = Written.conditions(pattern);
        for (int met = 1; met <= conditions.size(); met++) {
            probe(
                    conditions.get(met - 1),
                    Kind.HOLDS_OF_SUBJECT,
                    written.pattern(pattern, met),
                    MET);
        }
        before.add(written.of(pattern));
    }

    /** Counts the first of the patterns that something is reckoned of. */
    private void fact(@Nullable BaseDescr input) {
        BaseDescr first =
                input instanceof AndDescr and && !and.getDescrs().isEmpty()
                        ? and.getDescrs().get(0)
                        : input;
        if (first instanceof PatternDescr fact) {
            count(fact);
        }
    }

    private void accumulate(PatternDescr pattern, AccumulateDescr accumulate) {
        fact(accumulate.getInput());
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
                    MET);
        }
        before.add(written.of(pattern));
    }

    private void probe(String condition, Kind kind, String part, String said) {
        probes.add(new Probe(condition, kind, text(part, said), null));
    }

    /** A rule that says something of each match of what came before and of a part. */
    private RuleText text(String part, String said) {
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
        List<String> lines = new ArrayList<>(given);
        // What is joined to nothing would be counted once for each of what came before.
        if (asksBefore(part)) {
            lines.addAll(before);
        }
        lines.add(TICK);
        lines.add(part);
        String whole =
                top
                        + header
                        + String.join("\n", lines)
                        + "\nthen\n    findings.add( "
                        + said
                        + " );\nend\n";
        return RuleReader.read("explain-%d.drl".formatted(texts++), whole);
    }

    /** Whether a part names something that is bound before it. */
    private boolean asksBefore(String part) {
        return before.stream()
                .flatMap(one -> BOUND.matcher(one).results())
                .map(bound -> bound.group(1))
                .anyMatch(
                        name ->
                                Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?!\\w)")
                                        .matcher(part)
                                        .find());
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
                rule.header().threshold() == null
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

    /** The facts that name a subject. */
    private static WindowFacts about(WindowFacts facts, String subject) {
        if (List.of(subject.split("[\\s,>()]+")).contains(facts.pce())) {
            return facts; // A finding about the PCE is about all that it reported.
        }
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
