package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is small, and holds what came before it, is weighed before it fills the memory. */
class ChainsTest {

    private static final String COLLECTED = "accumulate( $x : Flow(); $all : collectList($x) )";

    /** Sixteen million times. */
    private static final String TIMES = "for (Object a : $all) { for (Object b : $all) { ";

    private static final String ORDER =
            "java.util.Comparator c = java.util.Comparator.naturalOrder(); ";

    private static final String WALK = "java.util.stream.Stream s = ";

    /** A list of nine hundred thousand numbers, each another. */
    private static final String MANY =
            "java.util.ArrayList l = new java.util.ArrayList(); for (Object a : $all) {"
                    + " for (int i : List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)) {"
                    + " for (int j : List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)) {"
                    + " l.add((i * 15 + j) * 4000 + ((Flow) a).id()); } } } ";

    static List<Arguments> chains() {
        String hundred =
                "for (int i : List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)) "
                        + "for (int j : List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)) { ";
        return List.of(
                chain(
                        "parts of parts of a list",
                        "List l = $all; " + TIMES + "l = l.subList(0, 5); } }"),
                chain(
                        "orders by orders",
                        ORDER + TIMES + "c = java.util.Comparator.comparing(x -> x, c); } }"),
                chain(
                        "functions that hold functions",
                        ORDER
                                + TIMES
                                + "java.util.Comparator p = c; c = (x, y) -> p.compare(x, y); } }"),
                chain(
                        "stages of a walk",
                        WALK + "$all.stream(); " + TIMES + "s = s.filter(x -> true); } }"),
                chain(
                        "perhaps what is perhaps there",
                        "java.util.Optional o = $all.stream().findFirst(); "
                                + TIMES
                                + "java.util.Optional p = o; o = o.map(x -> p); } }"),
                chain(
                        "functions that hold a builder each",
                        ORDER
                                + "String t = \"x\".repeat(60000); "
                                + TIMES
                                + "java.util.Comparator p = c; StringBuilder k = new"
                                + " StringBuilder(t); c = (x, y) -> k.length(); } }"),
                chain(
                        "functions that hold a text of a builder each",
                        ORDER
                                + "StringBuilder t = new StringBuilder(\"x\".repeat(60000)); "
                                + TIMES
                                + "java.util.Comparator p = c; String k = t.toString(); c = (x, y)"
                                + " -> p.compare(x, y) + k.length(); } }"),
                chain(
                        "functions that hold an exception each",
                        ORDER
                                + TIMES
                                + "java.util.Comparator p = c; RuntimeException k = new"
                                + " RuntimeException(); c = (x, y) -> { k.getMessage(); return"
                                + " p.compare(x, y); }; } }"),
                chain(
                        "a walk that sorts a hundred times",
                        MANY
                                + WALK
                                + "l.stream().filter(x -> true); "
                                + hundred
                                + "s = s.sorted((x, y) -> 0); } s.count();"),
                chain(
                        "a walk that leaves out equals a hundred times",
                        MANY
                                + WALK
                                + "l.stream(); "
                                + hundred
                                + "s = s.distinct().map(x -> x); } s.count();"),
                chain(
                        "keys that have keys that have keys",
                        "java.util.stream.Collector k = java.util.stream.Collectors.toList(); for"
                                + " (int i : List.of(1, 2, 3, 4, 5, 6, 7, 8, 9)) { k ="
                                + " java.util.stream.Collectors.groupingBy(x -> x, k); } "
                                + MANY
                                + "l.stream().collect(k);"),
                chain(
                        "the same facts as evidence for ever others",
                        "for (Object a : $all) { findings.add(\"\" + ((Flow) a).id(), $all, \"b\");"
                                + " }"));
    }

    private static Arguments chain(String what, String then) {
        return Arguments.of(what, then);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chains")
    void is_stopped_by_what_it_weighs(String what, String then) throws InterruptedException {
        String text =
                Trials.rule("a", "", COLLECTED, then)
                        .replace("rule \"a", "import java.util.List\nrule \"a");

        // Time enough on any machine: what is tried is that it ends by its weight.
        RuleResult result =
                BudgetsTest.judge(BudgetsTest.rules("a", text), Duration.ofSeconds(10)).get(0);

        assertThat(result.error()).contains("MB of texts and lists");
    }

    @Test
    void matches_of_joins_that_follow_one_another_count_together() throws InterruptedException {
        String when =
                "$a : Flow( $i : id, $p : port ) $b : Flow( port == $p, id >= $i, id < ($i + 70) )"
                        + " $c : Flow( id == $b.id ) $d : Flow( id == $c.id ) $e : Flow( id =="
                        + " $d.id )";

        List<JudgedRule> rules =
                BudgetsTest.rules("a", Trials.rule("a", "", when, "findings.add(\"a\", \"b\");"));

        RuleResult result = BudgetsTest.judge(rules, Duration.ofSeconds(10)).get(0);

        assertThat(result.error()).contains("match more than");
    }

    @Test
    void what_is_walked_and_dropped_weighs_nothing() throws InterruptedException {
        String then =
                "int n = 0; for (Object a : $all) { for (int i : List.of(0, 1, 2, 3, 4, 5, 6, 7, 8,"
                        + " 9, 10, 11, 12, 13, 14)) { for (int j : List.of(0, 1, 2, 3, 4, 5, 6, 7, 8,"
                        + " 9, 10, 11, 12, 13, 14)) { for (String l : ((Flow)"
                        + " a).src().labels().keySet()) { n++; } } } } findings.add(\"a\", \"%d\", n);";
        String text = Trials.rule("a", "", COLLECTED, then).replace("List.of", "java.util.List.of");

        RuleResult result =
                BudgetsTest.judge(BudgetsTest.rules("a", text), Duration.ofSeconds(20)).get(0);

        assertThat(result.error()).isNull();
        assertThat(result.findings())
                .singleElement()
                .extracting(Found::summary)
                .isEqualTo("1800000");
    }
}
