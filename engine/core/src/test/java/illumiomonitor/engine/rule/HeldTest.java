package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What collections of a rule may hold, and that whatever compares them can be stopped. */
class HeldTest {

    private static final String FIFTEEN =
            "java.util.List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)";

    private static final String COLLECTED = "accumulate( $x : Flow(); $all : collectList($x) )";

    private static final String MAP = "java.util.HashMap %s = new java.util.HashMap(); ";

    /** A map of four thousand times one list, which gets its nine hundred thousand numbers then. */
    static final String WIDE =
            "java.util.ArrayList l = new java.util.ArrayList(); "
                    + MAP.formatted("m")
                    + "for (Object a : $all) { m.put(((Flow) a).id(), l); } "
                    + MAP.formatted("n")
                    + "n.putAll(m); java.util.ArrayList k = new java.util.ArrayList(); "
                    + "for (Object a : $all) { for (int i : "
                    + FIFTEEN
                    + ") { for (int j : "
                    + FIFTEEN
                    + ") { l.add(i); } } } ";

    static List<Arguments> comparisons() {
        return List.of(
                        "m.hashCode()",
                        "java.util.Objects.equals(m, n) && m.values().contains(k)",
                        "m.values().contains(new java.util.ArrayList(l))",
                        "m.containsValue(new java.util.ArrayList(l))",
                        "java.util.Collections.frequency(m.values(), new java.util.ArrayList(l))",
                        "new java.util.ArrayList(m.entrySet()).equals(new"
                                + " java.util.ArrayList(n.entrySet()))",
                        "java.util.Set.of(m)",
                        "java.util.Map.of(m, 1)",
                        "new java.util.HashMap().get(m)",
                        "java.util.List.of(1).stream().map(x -> m).distinct().count()",
                        "java.util.List.of(1).stream().map(x -> m)"
                                + ".collect(java.util.stream.Collectors.toSet())",
                        "java.util.List.of(1).stream()"
                                + ".collect(java.util.stream.Collectors.groupingBy(x -> m))",
                        "java.util.List.of(1).stream().map(x -> m).findFirst().hashCode()",
                        "new java.util.HashSet(m.entrySet())")
                .stream()
                .map(Arguments::of)
                .toList();
    }

    /** Whether it is stopped, refused or has nothing to compare: none of them goes on. */
    @ParameterizedTest
    @MethodSource("comparisons")
    @Timeout(20)
    void what_compares_all_that_is_held_ends_with_its_rule(String comparison)
            throws InterruptedException {
        String then = WIDE + "findings.add(\"a\", \"%s\", " + comparison + ");";

        BudgetsTest.judge(BudgetsTest.rules("a", Trials.rule("a", "", COLLECTED, then)));
    }

    @Test
    @Timeout(20)
    void maps_that_show_what_is_in_maps_hold_what_was_in_them() throws InterruptedException {
        StringBuilder then = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            then.append(MAP.formatted("m" + i));
        }
        then.append("for (int i : ").append(FIFTEEN).append(") { ");
        for (int i = 11; i > 0; i--) {
            then.append("m%d.put(i, m%d.entrySet()); ".formatted(i, i - 1));
        }
        then.append("} findings.add(\"a\", \"%d\", m11.hashCode());");

        List<RuleResult> results =
                BudgetsTest.judge(
                        BudgetsTest.rules("a", Trials.rule("a", "", "Tick()", then.toString())));

        assertThat(results.get(0).error()).contains("a collection into a collection");
    }

    static List<Arguments> honest() {
        String each = "$f : Flow( id == 1, $l : src.ipLists )";
        return List.of(
                Arguments.of(
                        "$f : Flow( id == 1 )",
                        "java.util.HashSet s = new java.util.HashSet();"
                                + " s.add($f.src().address()); s.add(java.time.Duration.ofDays(1));"
                                + " s.add(Decision.BLOCKED); s.add($f); s.add($f.src());"
                                + " Object o = java.util.List.of($f.src().address());"
                                + " o = java.util.Arrays.asList($f.src().address());"),
                Arguments.of(each, "java.util.Set<Object> s = java.util.Set.of(\"a\", 1);"),
                Arguments.of(
                        each,
                        MAP.formatted("m")
                                + "m.put(\"a\", $l); m.put(\"b\", m.keySet());"
                                + " m.put(\"c\", java.util.Collections.unmodifiableList($l));"
                                + " Object o = java.util.Map.of(\"a\", $l, \"b\", 2).get(\"a\");"),
                Arguments.of(
                        "accumulate( Flow( $f : this, $l : src.ipLists ); $all : collectList($l),"
                                + " $each : collectSet($l), $labels : collectList($f.src().labels()) )",
                        "for (Object one : $all) { one.equals($l(one)); }"
                                .replace("$l(one)", "$each")),
                Arguments.of(
                        COLLECTED,
                        "java.util.Map<Integer, java.util.List<Flow>> m ="
                                + " ((java.util.List<Flow>) $all).stream()"
                                + ".collect(java.util.stream.Collectors.groupingBy(f -> f.port()));"
                                + " String s = \"all: \" + m.keySet() + $all.get(0) + 'c' + 1L;"
                                + " s = s + m.get(22).size();"
                                + " m.entrySet().stream()"
                                + ".sorted(java.util.Map.Entry.comparingByKey()).toList();"
                                + " if (!$all.contains($all.get(7)) || $all.indexOf($all.get(7)) != 7"
                                + " || !$all.equals(new java.util.ArrayList($all))"
                                + " || $all.hashCode() != new java.util.ArrayList($all).hashCode())"
                                + " { throw new IllegalStateException(s); }"));
    }

    @ParameterizedTest
    @MethodSource("honest")
    void values_and_facts_go_into_collections_and_are_compared(String when, String then)
            throws InterruptedException {
        String found = then + " findings.add(\"a\", \"b\");";

        RuleResult result =
                BudgetsTest.judge(BudgetsTest.rules("a", Trials.rule("a", "", when, found))).get(0);

        assertThat(result.error()).isNull();
        assertThat(result.findings()).hasSize(1);
    }
}
