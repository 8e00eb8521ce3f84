package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Endpoint;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in one rule, in whichever way, is told of it and of no other. */
class FaultsTest {

    private static final String GOOD =
            Trials.rule("good", "", "Flow( $s : srcIp )", "findings.add($s, \"found\");");

    /** A past whose class cannot be linked. */
    private static final class Unlinked extends NoHistory {

        @Override
        public int peers(Endpoint src) {
            throw new NoClassDefFoundError("illumiomonitor/spi/Nowhere");
        }
    }

    @Test
    void an_error_in_a_condition_is_its_rules_and_the_others_find_what_they_find_without_it()
            throws InterruptedException {
        String bad =
                asking(
                        Trials.rule(
                                "bad",
                                "",
                                "Flow( $s : srcIp, history.peers(src) > 0 )",
                                "findings.add($s, \"b\");"));

        told_of_it_alone(bad);
    }

    @Test
    void an_error_in_a_consequence_is_its_rules_too() throws InterruptedException {
        String bad =
                asking(
                        Trials.rule(
                                "bad",
                                "",
                                "$f : Flow()",
                                "findings.add(\"a\", \"%d\", history.peers($f.src()));"));

        told_of_it_alone(bad);
    }

    private static String asking(String rule) {
        return rule.replace("rule \"", "global illumiomonitor.spi.History history\nrule \"");
    }

    private static void told_of_it_alone(String bad) throws InterruptedException {
        List<JudgedRule> rules = new ArrayList<>(BudgetsTest.rules("bad", bad));
        List<JudgedRule> good = BudgetsTest.rules("good", GOOD);
        rules.addAll(good);

        List<RuleResult> results = judge(rules);

        assertThat(results.get(0).error()).startsWith("THROWING: NoClassDefFoundError");
        assertThat(results.get(1).error()).isNull();
        assertThat(results.get(1).findings()).isNotEmpty().isEqualTo(judge(good).get(0).findings());
    }

    private static List<RuleResult> judge(List<JudgedRule> rules) throws InterruptedException {
        return new Court(Duration.ofSeconds(10), Locale.ENGLISH, ZoneId.of("UTC"))
                .judge(
                        new WindowFacts(
                                "hq",
                                HonestRulesTest.TICK,
                                SeenFlows.of(
                                        List.of(
                                                HonestRulesTest.flow(
                                                        1,
                                                        "10.0.0.1",
                                                        "10.0.1.1",
                                                        22,
                                                        Decision.BLOCKED))),
                                Map.of(),
                                Set.of(),
                                new Unlinked()),
                        rules,
                        rule -> "");
    }

    /** As if the text had been found in order: the wall before this one has fallen. */
    @ParameterizedTest
    @ValueSource(strings = {"count()", "toList()"})
    void a_lambda_that_gives_what_nobody_may_see_is_refused_before_it_runs(String end) {
        String then = "java.util.List.of($t).stream().map(t -> (java.io.File) null)." + end + ";";
        String text = Trials.rule("a", "", "$t : Tick()", then);
        String sound = Trials.rule("a", "", "$t : Tick()", "int n;");
        RuleText unread =
                new RuleText(
                        "a.drl",
                        RuleText.versionOf(text),
                        text,
                        RuleReader.read("a.drl", sound).headers(),
                        Set.of("Tick"),
                        List.of());

        assertThat(new RuleCompiler().compile(List.of(unread)).errors.get("a.drl"))
                .isNotEmpty()
                .extracting(RuleError::message)
                .allSatisfy(
                        said -> assertThat(said).contains("java.io.File is not among what rules"));
    }

    @Test
    void whoever_was_at_work_is_suspected_and_not_those_whom_a_message_names() {
        List<JudgedRule> rules = new ArrayList<>(BudgetsTest.rules("good", GOOD));
        rules.addAll(BudgetsTest.rules("bad", GOOD.replace("\"good\"", "\"bad\"")));
        Throwable thrown = new NumberFormatException("For input string: \"\"good\"\"");
        String version = rules.get(1).info().version();
        thrown.setStackTrace(
                new StackTraceElement[] {
                    new StackTraceElement("java.lang.Integer", "parseInt", null, 1),
                    new StackTraceElement(
                            "rule" + version + ".P00.LambdaPredicate", "test", null, 1)
                });

        assertThat(Suspicion.in(thrown, rules)).containsExactly("bad");

        thrown.setStackTrace(new StackTraceElement[0]);

        assertThat(Suspicion.in(thrown, rules)).containsExactly("good");
    }
}
