package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.rule.Explained;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.Trial;
import illumiomonitor.spi.Tick;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the explainer says of the shipped rules, on the facts of their cases. */
class ExplainedCasesTest {

    private static final Path PACK = Path.of("pack");

    /**
     * All of the pack in the long form; each rule is taken apart and compiled, which takes time.
     */
    private static final int EVERY = System.getProperty("long") == null ? 4 : 1;

    /**
     * Parts that ask for nothing, groups, a decision after the conditions, facts of a whole PCE.
     */
    private static final Set<String> ALWAYS =
            Set.of(
                    "unmanaged/high-activity.drl",
                    "lateral/admin-fan-out.drl",
                    "exposure/cleartext.drl",
                    "entity/risk.drl",
                    "health/pull-failed.drl");

    @Test
    void
            of_a_subject_that_a_rule_finds_no_condition_failed_and_of_others_one_did_or_a_note_says_why()
                    throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Trial trial : trials()) {
            CaseFile file =
                    CaseFile.parse(Files.readString(Path.of(CaseFolder.beside(trial.file()))));
            RuleInfo rule = trial.rules().get(0);
            Set<String> subjects = new LinkedHashSet<>();
            for (CaseFile.Case one : file.cases()) {
                Map<String, Explained> why = explained(file, one, trial, rule, subjects);
                subjects.addAll(why.keySet());
                why.values().stream()
                        .filter(each -> !isExplained(each))
                        .forEach(each -> wrong.add(told(one, each)));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isExplained(Explained each) {
        return each.found() != null
                ? each.failed() == -1
                : each.failed() >= 0
                        || each.notes().stream()
                                .anyMatch(n -> n.contains("what the rule does then"));
    }

    private static String told(CaseFile.Case one, Explained each) {
        String steps =
                each.failed() == -1
                        ? each.steps().toString()
                        : each.steps().get(each.failed()).condition();
        return "%s, %s, %s, found %s: %s"
                .formatted(each.rule(), one.name(), each.subject(), each.found(), steps);
    }

    private static Map<String, Explained> explained(
            CaseFile cases,
            CaseFile.Case one,
            Trial trial,
            RuleInfo rule,
            Collection<String> subjects)
            throws InterruptedException {
        Instant at = Cases.at(cases, one);
        return trial.explain(
                rule.name(),
                CaseGiven.of(cases, one, at),
                new Tick(at, at.minus(rule.window()), Cases.HOURS),
                Cases.threshold(cases, one),
                subjects);
    }

    private static List<Trial> trials() {
        Map<String, String> texts = new LinkedHashMap<>();
        int n = 0;
        for (String file : Pack.files()) {
            if (file.endsWith(".drl") && (n++ % EVERY == 0 || ALWAYS.contains(file))) {
                texts.put(PACK.resolve(file).toString(), Pack.text(file));
            }
        }
        return Trial.ofAll(texts);
    }
}
