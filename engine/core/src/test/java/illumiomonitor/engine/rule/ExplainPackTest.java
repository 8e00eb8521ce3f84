package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.parser.DrlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Every shipped rule can say why. */
class ExplainPackTest {

    private static final Path PACK = Path.of("../../rules/pack");

    @TempDir Path dir;

    @Test
    void each_condition_of_every_shipped_rule_is_a_step() throws Exception {
        try (Planted planted = new Planted()) {
            Clock clock = Clock.fixed(TEN.plusSeconds(3600), ZoneOffset.UTC);
            Judge judge = Trials.judge(planted, new Rulebook(dir, planted.store, clock));
            planted.pull(TEN, "OK");
            planted.flow("10.0.0.5", "10.0.0.9", 23).grew(2, TEN);
            for (Path file : files()) {
                Files.createDirectories(dir.resolve(PACK.relativize(file)).getParent());
                Files.copy(file, dir.resolve(PACK.relativize(file)));
            }
            List<String> wrong = new ArrayList<>();
            for (Path file : files()) {
                String rule = PACK.relativize(file).toString().replaceFirst("\\.drl$", "");
                Explained explained =
                        judge.explain(1, "hq", TEN, rule, "", "10.0.0.5", found -> "");
                List<String> said =
                        explained.steps().stream().map(Explained.Step::condition).toList();
                if (said.size() < conditions(Files.readString(file))
                        || explained.notes().stream().anyMatch(note -> note.contains("taken"))) {
                    wrong.add(rule + ": " + said + " " + explained.notes());
                }
            }
            assertThat(wrong).isEmpty();
        }
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
