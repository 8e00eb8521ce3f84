package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that says why. */
class ExplainTest {

    private static final String GROUPED =
            Trials.rule(
                    "a",
                    "@threshold(10)",
                    "Threshold( rule == \"a\", $max : value )\n"
                            + "    groupby( $flow : Flow( port == 23, decision == Decision.BLOCKED,"
                            + " $ip : srcIp, $n : connections );\n"
                            + "             $src : $ip; $sum : sum($n), $flows : collectList($flow);\n"
                            + "             $sum >= $max )",
                    "findings.add($src, $flows, \"%s: %d\", $src, $sum);");

    @TempDir Path dir;
    private Planted planted;
    private Judge judge;

    @BeforeEach
    void open() {
        planted = new Planted();
        Clock clock = Clock.fixed(TEN.plusSeconds(3600), ZoneOffset.UTC);
        judge = Trials.judge(planted, new Rulebook(dir, planted.store, clock));
        planted.pull(TEN, "OK");
        planted.flow("10.0.0.5", "10.0.0.9", 23).grew(2, TEN);
        planted.flow("10.0.0.5", "10.0.0.8", 23).allowed().grew(9, TEN);
        planted.flow("10.0.0.5", "10.0.0.9", 22).grew(3, TEN);
        planted.flow("10.0.0.6", "10.0.0.9", 23).grew(40, TEN);
    }

    @AfterEach
    void close() {
        planted.close();
    }

    private Explained explain(String text, String subject) throws InterruptedException {
        Trials.write(dir, "a.drl", text);
        return judge.explain(1, "hq", TEN, "a", "", subject, found -> "");
    }

    @Test
    void each_condition_is_counted_until_the_one_that_is_not_met() throws Exception {
        Explained explained = explain(GROUPED, "10.0.0.5");

        assertThat(explained.found()).isNull();
        assertThat(explained.steps())
                .extracting(
                        Explained.Step::condition,
                        Explained.Step::all,
                        Explained.Step::own,
                        Explained.Step::met,
                        Explained.Step::values)
                .containsExactly(
                        tuple("Flow", 4L, 3L, true, ""),
                        tuple("port == 23", 3L, 2L, true, ""),
                        tuple("decision == Decision.BLOCKED", 2L, 1L, true, ""),
                        tuple("sum($n)", -1L, -1L, true, "sum($n) = 2"),
                        tuple("$sum >= $max", -1L, -1L, false, "@threshold(10)"));
        assertThat(explained.failed()).isEqualTo(4);
    }

    @Test
    void a_finding_is_explained_as_well() throws Exception {
        Explained explained = explain(GROUPED, "10.0.0.6");

        assertThat(explained.found()).isEqualTo("10.0.0.6: 40");
        assertThat(explained.failed()).isEqualTo(-1);
        assertThat(explained.steps().get(3).values()).isEqualTo("sum($n) = 40");
    }

    @Test
    void a_subject_that_no_fact_names_fails_at_once() throws Exception {
        Explained explained = explain(GROUPED, "10.9.9.9");

        assertThat(explained.failed()).isZero();
        assertThat(explained.steps().get(0).own()).isZero();
    }

    @Test
    void a_subject_with_a_port_is_about_the_facts_of_that_port() throws Exception {
        String text =
                GROUPED.replace("$ip : srcIp", "$ip : ( dstIp + \":\" + port )")
                        .replace("@threshold(10)", "@threshold(50)");

        Explained explained = explain(text, "10.0.0.9:23");

        assertThat(explained.steps())
                .extracting(Explained.Step::own, Explained.Step::met, Explained.Step::values)
                .containsExactly(
                        tuple(2L, true, ""),
                        tuple(2L, true, ""),
                        tuple(2L, true, ""),
                        tuple(2L, true, ""),
                        tuple(-1L, true, "sum($n) = 42"),
                        tuple(-1L, false, "@threshold(50)"));
        assertThat(explain(text, "10.0.0.9:80").failed()).isZero();
    }

    @Test
    void a_service_is_about_the_facts_of_its_port_and_protocol() throws Exception {
        String text =
                GROUPED.replace(
                                "$ip : srcIp",
                                "$ip : ( \"port \" + port + \", protocol \" + proto )")
                        .replace("@threshold(10)", "@threshold(50)");

        Explained explained = explain(text, "port 23, protocol 6");

        assertThat(explained.steps())
                .extracting(Explained.Step::own, Explained.Step::values)
                .containsExactly(
                        tuple(3L, ""),
                        tuple(3L, ""),
                        tuple(2L, ""),
                        tuple(2L, ""),
                        tuple(-1L, "sum($n) = 42"),
                        tuple(-1L, "@threshold(50)"));
        assertThat(explain(text, "port 23, protocol 17").failed()).isZero();
    }

    @Test
    void plain_patterns_are_taken_apart_too() throws Exception {
        String text =
                Trials.rule(
                        "a",
                        "@threshold(5)",
                        "Threshold( rule == \"a\", $max : value )\n"
                                + "    $f : Flow( port == 23, unanswered, connections >= $max )",
                        "findings.add($f.srcIp(), \"%d\", $f.connections());");

        assertThat(explain(text, "10.0.0.5").steps())
                .extracting(Explained.Step::condition, Explained.Step::all, Explained.Step::own)
                .containsExactly(
                        tuple("Flow", 4L, 3L),
                        tuple("port == 23", 3L, 2L),
                        tuple("unanswered", 2L, 1L),
                        tuple("connections >= $max", 1L, 0L));
    }

    @Test
    void prepared_facts_and_absence_are_explained() throws Exception {
        String text =
                Trials.rule(
                        "a",
                        "",
                        "$reach : FanOut( port == 23, destinations >= 3 )\n    not Flow( port == 22 )",
                        "findings.add($reach.srcIp(), \"x\");");

        Explained explained = explain(text, "10.0.0.5");

        assertThat(explained.steps())
                .extracting(Explained.Step::condition, Explained.Step::own, Explained.Step::met)
                .startsWith(
                        tuple("FanOut", 2L + 2L, true),
                        tuple("port == 23", 1L, true),
                        tuple("destinations >= 3", 0L, false));
        assertThat(explained.steps().get(3).condition()).contains("not", "port == 22");
        assertThat(explained.steps().get(3).met()).isFalse();
        assertThat(explained.notes()).anyMatch(note -> note.contains("settled"));
    }

    @Test
    void each_condition_shows_the_weightiest_facts_that_met_it() throws Exception {
        Explained explained = explain(GROUPED, "10.0.0.5");

        assertThat(explained.steps().get(0).facts())
                .hasSize(3)
                .allSatisfy(fact -> assertThat(fact).contains("10.0.0.5"));
        assertThat(explained.steps().get(0).facts().get(0)).contains("10.0.0.8", "counted 9 in");
        assertThat(explained.steps().get(2).facts())
                .singleElement()
                .asString()
                .contains("10.0.0.9", "counted 2 in");
        assertThat(explained.steps().get(4).facts()).isEmpty();
    }

    @Test
    void a_pattern_on_what_is_reckoned_is_taken_apart() throws Exception {
        String set =
                "Threshold( rule == \"a\", $max : value )\n"
                        + "    $f : Flow( port == 22, $src : srcIp )\n"
                        + "    $to : Set( size >= $max ) from accumulate( Flow( srcIp == $src,"
                        + " port == 23, $ip : dstIp ); collectSet($ip) )";
        String text =
                "import java.util.Set\n"
                        + Trials.rule("a", "@threshold(3)", set, "findings.add($src, \"x\");");

        Explained explained = explain(text, "10.0.0.5");

        assertThat(explained.notes()).isEmpty();
        assertThat(explained.steps())
                .extracting(Explained.Step::condition, Explained.Step::met, Explained.Step::values)
                .containsExactly(
                        tuple("Flow", true, ""),
                        tuple("port == 22", true, ""),
                        tuple("Flow", true, ""),
                        tuple("srcIp == $src", true, ""),
                        tuple("port == 23", true, ""),
                        tuple("collectSet($ip).size()", true, "collectSet($ip).size() = 2"),
                        tuple("size >= $max", false, "@threshold(3)"));
        assertThat(explained.failed()).isEqualTo(6);
    }

    @Test
    void a_pattern_on_what_is_collected_keeps_its_source() throws Exception {
        String text =
                "import java.util.List\n"
                        + Trials.rule(
                                "a",
                                "",
                                "$some : List( size >= 3 ) from collect( Flow( port == 23 ) )",
                                "findings.add(\"all\", $some, \"x\");");

        assertThat(explain(text, "10.0.0.5").steps())
                .extracting(Explained.Step::condition, Explained.Step::met)
                .containsExactly(
                        tuple("Flow", true),
                        tuple("port == 23", true),
                        tuple("collect.size()", true),
                        tuple("size >= 3", false));
    }

    @Test
    void what_is_tried_on_a_group_is_tried_on_the_subjects() throws Exception {
        String text =
                Trials.rule(
                        "a",
                        "",
                        "groupby( $f : Flow( port == 23, $ip : srcIp, $n : connections );"
                                + " $src : $ip; $sum : sum($n) )\n"
                                + "    eval( ((Number) $sum).intValue()\n        >= 40 )\n",
                        "findings.add($src, \"x\");");

        assertThat(explain(text, "10.0.0.6").failed()).isEqualTo(-1);
        Explained other = explain(text, "10.0.0.5");
        assertThat(other.steps().get(other.failed()).condition())
                .isEqualTo("eval( ((Number) $sum).intValue() >= 40 )");
    }

    @Test
    void the_numbers_are_those_of_the_subjects_own_group() throws Exception {
        planted.flow("10.0.0.7", "10.0.0.5", 23).grew(50, TEN);

        Explained explained = explain(GROUPED, "10.0.0.5");

        assertThat(explained.found()).isNull();
        assertThat(explained.steps())
                .extracting(Explained.Step::values, Explained.Step::met)
                .endsWith(tuple("sum($n) = 2", true), tuple("@threshold(10)", false));
        assertThat(explained.notes()).isEmpty();
    }

    @Test
    void that_a_rule_decides_after_its_conditions_is_said() throws Exception {
        String text =
                Trials.rule(
                        "a",
                        "",
                        "$f : Flow( port == 22 )",
                        "if ($f.connections() > 3) { findings.add($f.srcIp(), \"x\"); }");

        Explained explained = explain(text, "10.0.0.5");

        assertThat(explained.failed()).isEqualTo(-1);
        assertThat(explained.notes())
                .singleElement()
                .asString()
                .startsWith("each condition is met by facts that name the subject");
    }

    @Test
    void nothing_to_count_is_no_failure_where_nothing_is_what_was_asked_for() throws Exception {
        String text =
                Trials.rule(
                        "a",
                        "@threshold(10)",
                        "Threshold( rule == \"a\", $max : value )\n"
                                + "    $f : Flow( port == 23, connections >= $max, $src : srcIp )\n"
                                + "    accumulate( Flow( srcIp == $src, port == 443, $ip : dstIp );"
                                + " $doors : count($ip); $doors < 2 )",
                        "findings.add($src, \"x\");");

        Explained explained = explain(text, "10.0.0.6");

        assertThat(explained.found()).isEqualTo("x");
        assertThat(explained.failed()).isEqualTo(-1);
        assertThat(explained.steps())
                .extracting(Explained.Step::condition, Explained.Step::own, Explained.Step::values)
                .as("the facts stay the subject's own, and a limit stands where it is asked of")
                .containsExactly(
                        tuple("Flow", 1L, ""),
                        tuple("port == 23", 1L, ""),
                        tuple("connections >= $max", 1L, ""),
                        tuple("Flow", 1L, ""),
                        tuple("srcIp == $src", 1L, ""),
                        tuple("port == 443", 0L, ""),
                        tuple("count($ip)", -1L, "count($ip) = 0"),
                        tuple("$doors < 2", -1L, ""));
    }

    @Test
    void an_address_that_begins_like_the_subjects_is_not_the_subject() throws Exception {
        planted.flow("10.0.0.50", "10.0.0.9", 22).grew(1, TEN);
        String text =
                Trials.rule(
                        "a",
                        "",
                        "$reach : FanOut( port == 22 )",
                        "findings.add($reach.srcIp(), \"x\");");

        assertThat(explain(text, "10.0.0.50").steps())
                .extracting(Explained.Step::condition, Explained.Step::own)
                .containsExactly(tuple("FanOut", 2L), tuple("port == 22", 1L));
    }

    @Test
    void a_finding_about_the_whole_pce_is_explained_by_all_its_facts() throws Exception {
        String text =
                Trials.rule(
                        "a",
                        "",
                        "$f : Flow( port == 23, connections >= 40 )",
                        "findings.add(\"hq agents\", \"x\");");

        assertThat(explain(text, "hq agents").failed()).isEqualTo(-1);
    }
}
