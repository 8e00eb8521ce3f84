package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.FanOut;
import illumiomonitor.spi.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Leaving out what no pattern lets in changes what judging costs, never what it finds. */
class RelevanceTest {

    private static final String SAY = "findings.add(\"%s\", \"found\");";

    static List<Arguments> rules() {
        return List.of(
                rule("one condition", "$f : Flow( port == 22, $s : srcIp )", "$s"),
                rule(
                        "conditions after conditions that two rules share",
                        "$f : Flow( port == 22, decision == Decision.BLOCKED, $s : srcIp )\n"
                                + "exists( Flow( port == 22, decision == Decision.ALLOWED ) )",
                        "$s"),
                rule(
                        "a pattern that lets all in, after one that does not",
                        "Flow( port == 22, $s : srcIp, $d : dstIp )\n"
                                + "accumulate( Flow( srcIp == $s ); $n : count(); $n >= 2 )",
                        "$s > $d, $n"),
                rule(
                        "an absence",
                        "$f : Flow( port == 22, $s : srcIp )\n"
                                + "not( Flow( port == 443, srcIp == $s ) )",
                        "$s"),
                rule(
                        "a sum over nothing",
                        "$t : Tick()\naccumulate( Flow( port == 9999, $c : connections );"
                                + " $n : sum($c); $n == 0 )",
                        "none $n"),
                rule(
                        "groups",
                        "groupby( $f : Flow( port in (22, 23), $ip : srcIp, $c : connections );"
                                + " $s : $ip; $n : sum($c); $n >= 6 )",
                        "$s $n"),
                rule(
                        "one or the other",
                        "( $f : Flow( port == 23, $s : srcIp ) or $f : Flow( port == 24, $s : srcIp"
                                + " ) )",
                        "$s"),
                rule(
                        "flows of a fan-out",
                        "FanOut( dstIp != \"\", ports >= 2, $s : srcIp, $d : dstIp, $all : flows )\n"
                                + "accumulate( Flow( port != 80, $c : connections ) from $all;"
                                + " $n : sum($c); $n >= 3 )",
                        "$s > $d $n"));
    }

    private static Arguments rule(String name, String when, String subject) {
        String concat = "\"" + subject.replaceAll("(\\$[a-z]+)", "\" + $1 + \"") + "\"";
        return Arguments.of(name, Trials.rule("a", "", when, SAY.replace("\"%s\"", concat)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void a_rule_finds_the_same_in_a_crowd_as_in_small_parties(String name, String text)
            throws InterruptedException {
        Trial trial = Trial.of("a.drl", text);
        assertThat(trial.errors()).isEmpty();
        List<Flow> few = few(new Random(7));
        List<Flow> crowd = new ArrayList<>(few);
        for (int i = 0; i < 6_000; i++) {
            String src = "10.9." + i / 250 + "." + i % 250;
            crowd.add(HonestRulesTest.flow(1_000 + i, src, "10.8.0.1", 80, Decision.ALLOWED));
        }

        List<String> expected = subjects(trial, few);

        assertThat(expected).isNotEmpty();
        assertThat(subjects(trial, crowd)).isEqualTo(expected);
    }

    /** Some that rules look for, and of each source one that they do not. */
    private static List<Flow> few(Random random) {
        List<Flow> few = new ArrayList<>();
        int[] ports = {22, 22, 23, 24, 443};
        for (int i = 0; i < 60; i++) {
            String src = "10.0.0." + random.nextInt(12);
            String dst = "10.0.1." + random.nextInt(3);
            int port = ports[random.nextInt(ports.length)];
            few.add(
                    HonestRulesTest.flow(
                            i,
                            src,
                            dst,
                            port,
                            random.nextBoolean() ? Decision.BLOCKED : Decision.ALLOWED));
        }
        return few;
    }

    private static List<String> subjects(Trial trial, List<Flow> flows)
            throws InterruptedException {
        RuleResult result =
                trial.judge(Trial.Facts.of(flows), HonestRulesTest.TICK, true, Map.of()).get(0);
        assertThat(result.error()).isNull();
        return result.findings().stream().map(Found::subject).sorted().toList();
    }

    @Test
    void a_condition_that_throws_on_what_it_meets_is_told_of_in_a_crowd_too()
            throws InterruptedException {
        Trial trial =
                Trial.of(
                        "a.drl",
                        Trials.rule(
                                "a",
                                "",
                                "$f : Flow( 10 / (port - 80) > 3 )",
                                "findings.add(\"a\", \"b\");"));
        List<Flow> crowd = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            crowd.add(HonestRulesTest.flow(i, "10.0.0.1", "10.0.1.1", 80, Decision.ALLOWED));
        }

        RuleResult result =
                trial.judge(Trial.Facts.of(crowd), HonestRulesTest.TICK, true, Map.of()).get(0);

        assertThat(result.error()).startsWith("THROWING: ").contains("zero");
    }

    @Test
    void a_fan_out_has_the_flows_it_was_counted_over_in_their_order() {
        List<Flow> flows = new ArrayList<>();
        Random random = new Random(11);
        for (int i = 0; i < 400; i++) {
            String src = "10.0.0." + random.nextInt(9);
            String dst = "10.0.1." + random.nextInt(9);
            flows.add(
                    HonestRulesTest.flow(
                            i, src, dst, random.nextInt(5), Decision.POTENTIALLY_BLOCKED));
        }

        assertThat(FanOuts.of("hq", flows, flow -> true))
                .isNotEmpty()
                .allSatisfy(
                        fact ->
                                assertThat(fact.flows())
                                        .isEqualTo(
                                                flows.stream()
                                                        .filter(flow -> isOf(fact, flow))
                                                        .toList()));
    }

    private static boolean isOf(FanOut fact, Flow flow) {
        boolean there =
                fact.port() >= 0 ? flow.port() == fact.port() : flow.dstIp().equals(fact.dstIp());
        return there && flow.srcIp().equals(fact.srcIp());
    }
}
