package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Tick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.parser.DrlParser;
import org.junit.jupiter.api.Test;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Every shipped rule can say why. */
class ExplainPackTest {

    private static final boolean LONG_FORM = System.getProperty("long") != null;
    private static final Path PACK = Path.of("../../rules/pack");
    private static final Tick TICK = new Tick(TEN, TEN.minusSeconds(600), ZoneOffset.UTC, true);

    /** Compiled together: by itself, each rule would take a second. */
    @Test
    void each_condition_of_every_shipped_rule_is_a_step_that_can_be_judged() throws Exception {
        Map<String, List<RuleText>> steps = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (JudgedRule rule : judged(read(files()))) {
            List<Probe> probes = new Probes(rule).all();
            if (probes.size() < conditions(rule.compiled().text().text())) {
                wrong.add(rule.info().name() + ": " + probes);
            }
            steps.put(rule.info().name(), texts(probes));
        }
        List<RuleText> texts = apart(steps);
        texts.forEach(text -> text.errors().forEach(error -> wrong.add(error.toString())));

        List<JudgedRule> all = judged(texts.stream().filter(t -> t.errors().isEmpty()).toList());

        Court court = new Court(Duration.ofSeconds(5), Locale.ENGLISH, ZoneId.of("UTC"));
        List<Flow> flows =
                List.of(HonestRulesTest.flow(1, "10.0.0.5", "10.0.0.9", 23, Decision.BLOCKED));
        WindowFacts facts =
                new WindowFacts(
                        "hq", TICK, SeenFlows.of(flows), Map.of(), Set.of(), new NoHistory());
        for (RuleResult result : court.judge(facts, all, rule -> "")) {
            if (result.error() != null) {
                wrong.add(result.rule().file() + ": " + result.error());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(all).hasSameSizeAs(texts).hasSizeGreaterThan(steps.size());
    }

    /**
     * All in the long form. The short one leaves out steps whose conditions stand in the next, with
     * one more, and what is counted where the same also shows the facts.
     */
    private static List<RuleText> texts(List<Probe> probes) {
        List<RuleText> texts = new ArrayList<>();
        for (int n = 0; n < probes.size(); n++) {
            Probe probe = probes.get(n);
            if (LONG_FORM || !isPartOf(probe, probes.subList(n + 1, probes.size()))) {
                if (LONG_FORM || probe.collecting() == null) {
                    texts.add(probe.text());
                }
                if (probe.collecting() != null) {
                    texts.add(probe.collecting());
                }
            }
        }
        return texts;
    }

    /** The first step of a pattern is its fact alone. */
    private static boolean isPartOf(Probe probe, List<Probe> next) {
        return probe.kind() == Probe.Kind.COUNT
                && !next.isEmpty()
                && next.get(0).kind() == Probe.Kind.COUNT
                && !next.get(0).condition().matches("\\w+");
    }

    /** The same texts, each under a file's name of its own; once where a rule has one twice. */
    private static List<RuleText> apart(Map<String, List<RuleText>> steps) {
        Map<String, RuleText> apart = new LinkedHashMap<>();
        steps.forEach(
                (rule, texts) ->
                        texts.forEach(
                                text ->
                                        apart.putIfAbsent(
                                                text.version(),
                                                RuleReader.read(
                                                        rule + "-" + apart.size() + ".drl",
                                                        text.text()))));
        return List.copyOf(apart.values());
    }

    private static List<RuleText> read(List<Path> files) throws IOException {
        List<RuleText> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(RuleReader.read(PACK.relativize(file).toString(), Files.readString(file)));
        }
        return texts;
    }

    private static List<JudgedRule> judged(List<RuleText> texts) {
        RuleCompiler.Results results = new RuleCompiler().compile(texts);
        assertThat(results.errors).isEmpty();
        List<JudgedRule> judged = new ArrayList<>();
        for (RuleText text : texts) {
            CompiledRules compiled = results.compiled.get(text.file());
            for (Header header : text.headers()) {
                RuleInfo info = header.info(text.version(), text.file(), "LIVE", null);
                judged.add(new JudgedRule(info, header, compiled));
            }
        }
        return judged;
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.walk(PACK)) {
            return files.filter(file -> file.toString().endsWith(".drl")).sorted().toList();
        }
    }

    /** Conditions as they stand in the text, those inside of an absence or a choice as one. */
    private static int conditions(String text) throws Exception {
        int all = 0;
        var rules = new DrlParser(LanguageLevelOption.DRL6).parse(false, text).getRules();
        for (BaseDescr part : rules.get(0).getLhs().getDescrs()) {
            all += part instanceof PatternDescr pattern ? of(pattern) : 1;
        }
        return all;
    }

    private static int of(PatternDescr pattern) {
        if (List.of("Threshold", "Tick").contains(pattern.getObjectType())) {
            return 0;
        }
        int own = Written.conditions(pattern).size();
        if (!(pattern.getSource() instanceof AccumulateDescr accumulate)) {
            return 1 + own;
        }
        BaseDescr input = accumulate.getInputPattern();
        return own + (input instanceof PatternDescr fact ? of(fact) : 0);
    }
}
