package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.Probe.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Takes a rule's condition apart: each part of it is written as a rule of its own. Used once. */
final class Probes {

    private static final Set<String> GIVEN = Set.of("Threshold", "Tick");
    private static final String ALL = "\"met\"";
    private static final String MET = ALL + ", \"met\"";
    private static final Pattern BOUND = Pattern.compile("(\\$?\\w+)\\s*:(?!:)");
    private static final Pattern FINDS = Pattern.compile("\\bfindings\\s*\\.\\s*add\\s*\\(\\s*");
    private static final String TICK = "$explainTick : Tick()";

    private final JudgedRule rule;
    private final RuleDescr tree;
    private final Written written;
    private final List<String> given = new ArrayList<>();
    private final List<String> before = new ArrayList<>();
    private final List<Probe> probes = new ArrayList<>();
    private int texts;
    private int reckonings;

    /** Of the part that is taken apart now. */
    private int reckoning;

    /** What the part that is taken apart now groups by, if that is whom the rule speaks of. */
    private String subject = "";

    Probes(JudgedRule rule) {
        this.rule = rule;
        this.tree = tree(rule);
        this.written = new Written(rule.compiled().text().text());
    }

    /** In the order of the text. */
    List<Probe> all() {
        for (BaseDescr part : tree.getLhs().getDescrs()) {
            boolean reckons =
                    part instanceof PatternDescr pattern && isReckoned(pattern.getSource());
            reckoning = reckons ? ++reckonings : 0;
            take(part);
        }
        return List.copyOf(probes);
    }

    private static RuleDescr tree(JudgedRule rule) {
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
                                    "\"\" + $explainCount, $explainFacts, \"%s\", $explainCount"),
                            reckoning,
                            false,
                            false));
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
        String said = ALL + ", \"" + label.replace("%", "%%") + " = %s\", " + value;
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
        subject = key(accumulate);
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
                    who() + ", \"" + format + "\"" + names);
        }
        List<String> conditions = Written.conditions(pattern);
        if (names.isEmpty() && conditions.isEmpty()) {
            collected(accumulate);
        }
        for (int met = 1; met <= conditions.size(); met++) {
            probe(
                    conditions.get(met - 1),
                    Kind.HOLDS_OF_SUBJECT,
                    written.accumulated(accumulate, conditions.subList(0, met)),
                    who() + ", \"met\"");
        }
        subject = "";
        before.add(written.of(pattern));
    }

    private String key(AccumulateDescr accumulate) {
        String key = accumulate instanceof GroupByDescr group ? group.getGroupingKey() : null;
        return key != null && speaksOf(key) ? key : "";
    }

    /** Whether whatever the rule finds is found of what is bound to a name. */
    private boolean speaksOf(String name) {
        String then = String.valueOf(tree.getConsequence());
        long all = FINDS.matcher(then).results().count();
        Pattern own = Pattern.compile(FINDS.pattern() + Pattern.quote(name) + "\\s*,");
        return all > 0 && own.matcher(then).results().count() == all;
    }

    /** Whom a probe speaks of: the rule's own subject where it groups by that, else nobody. */
    private String who() {
        return subject.isEmpty() ? ALL : "\"\" + " + subject;
    }

    /** Who only collects and asks for nothing is content with nothing. */
    private void collected(AccumulateDescr accumulate) {
        String collects =
                accumulate.getFunctions().stream()
                        .map(Written::reckoned)
                        .collect(Collectors.joining(", "));
        probe(
                collects,
                Kind.HOLDS_OF_SUBJECT,
                written.accumulated(accumulate, List.of()),
                who() + ", \"met\"");
    }

    private void probe(String condition, Kind kind, String part, String said) {
        probes.add(
                new Probe(
                        condition,
                        kind,
                        text(part, said),
                        null,
                        reckoning,
                        !subject.isEmpty(),
                        asks(given, part)));
    }

    /**
     * A rule that says something of each match of what came before and of a part. Its threshold is
     * a stand-in: whoever judges it says which one holds.
     */
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
                                rule.header().threshold() == null ? "" : "@threshold(1)");
        List<String> lines = new ArrayList<>(given);
        // What is joined to nothing would be counted once for each of what came before.
        if (asks(before, part)) {
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

    /** Whether a part names something that is bound in others. */
    private static boolean asks(List<String> others, String part) {
        return others.stream()
                .flatMap(one -> BOUND.matcher(one).results())
                .map(bound -> bound.group(1))
                .anyMatch(
                        name ->
                                Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?!\\w)")
                                        .matcher(part)
                                        .find());
    }
}
