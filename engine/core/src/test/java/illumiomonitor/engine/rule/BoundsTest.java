package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What would keep the parser or the compiler busy for minutes, or end them, is refused before they
 * see it. Each of these once did so.
 */
class BoundsTest {

    private static final String SAY = "findings.add(\"a\", \"b\");";

    static List<Arguments> bombs() {
        return List.of(
                bomb("a file of 50 MB", "x".repeat(50 << 20), "longer than"),
                bomb("a word without end", when("x".repeat(90_000) + " == 1"), "longer than"),
                bomb("a number without end", when("port == " + "9".repeat(50_000)), "longer than"),
                bomb(
                        "a text without end",
                        when("process == \"" + "x".repeat(90_000) + "\""),
                        "longer than"),
                bomb(
                        "a title without end",
                        when("port == 22").replace("A title", "A".repeat(90_000)),
                        "longer than"),
                bomb(
                        "ten thousand conditions",
                        when(join(9_500, i -> "id!=" + i % 9, ",")),
                        "parts"),
                bomb(
                        "six thousand conditions in one",
                        when(join(6_000, i -> "port != " + i, "&&")),
                        "follow one another"),
                bomb("a sum without end", when("port > 1" + "+1".repeat(20_000)), "follow one"),
                bomb("a sign turned over", when("port > " + "- ".repeat(20_000) + "1"), "follow"),
                bomb("not not not", when("!".repeat(20_000) + "clean"), "follow one another"),
                bomb(
                        "patterns without end",
                        Trials.rule("a", "", "Tick() ".repeat(2_000), SAY),
                        "patterns"),
                bomb(
                        "brackets in brackets, many times over",
                        when(join(40, i -> "(".repeat(10) + "port!=" + i + ")".repeat(10), ",")),
                        "brackets in brackets"),
                bomb(
                        "functions in functions, many times over",
                        Trials.rule("a", "", "$f : Flow()", walks(10).repeat(20)),
                        "functions in functions"),
                bomb(
                        "a walk of functions without end",
                        Trials.rule(
                                "a",
                                "",
                                "$f : Flow()",
                                ("List.of(1).stream()" + ".map(x->x)".repeat(54) + ".toList();")
                                        .repeat(12)),
                        "functions in functions"),
                bomb("casts of casts", when("(Object) ".repeat(40) + "src != null"), "casts"),
                bomb(
                        "casts of what is turned over",
                        when("!(Boolean) ".repeat(40) + "unanswered"),
                        "casts"),
                bomb(
                        "types of types",
                        when("((" + "List<".repeat(40) + "String" + ">".repeat(40) + ") src).x"),
                        "types are nested"),
                bomb(
                        "types of types of two",
                        when(
                                "(("
                                        + "Map<String, ".repeat(30)
                                        + "String"
                                        + ">".repeat(30)
                                        + ") src).x"),
                        "types are nested"),
                bomb("a chain of calls", then("\"a\"" + ".trim()".repeat(10_000)), "follow one"),
                bomb("a chain of texts", then("\"a\"" + " + \"a\"".repeat(15_000)), "follow one"),
                bomb(
                        "a chain of choices",
                        then("$f.port() > 1 ? \"a\" : ".repeat(4_000) + "\"b\""),
                        "follow one another"),
                bomb(
                        "else if without end",
                        Trials.rule(
                                "a",
                                "",
                                "$f : Flow()",
                                "if ($f.port() == 1) { } else ".repeat(2_000) + "{ }"),
                        "\"else\""),
                bomb(
                        "a cascade of cases",
                        Trials.rule(
                                "a",
                                "",
                                "$f : Flow()",
                                "switch ($f.port()) { "
                                        + join(1_000, i -> "case " + i + ": ", "")
                                        + SAY
                                        + " }"),
                        "follow one another"),
                bomb("rules without end", Trials.TOP + join(1_200, i -> rule(i, ""), ""), "rules"),
                bomb(
                        "rules that extend one another",
                        Trials.TOP
                                + join(60, i -> rule(i, i == 0 ? "" : "extends a" + (i - 1)), ""),
                        "extend one another"),
                bomb(
                        "rules that all extend one",
                        Trials.TOP + join(60, i -> rule(i, i == 0 ? "" : "extends a0"), ""),
                        "extend one another"),
                bomb(
                        "code behind a comment that ends at the other end of a line",
                        Trials.rule("a", "", "$f : Flow()", "// x\rSystem.exit(0);\n" + SAY),
                        "System.exit"),
                bomb(
                        "a format that is as wide as the memory",
                        Trials.rule(
                                "a", "", "$f : Flow()", "findings.add(\"a\", \"%999999999s\", 1);"),
                        "at most three digits"),
                bomb(
                        "a format that is as precise as the memory",
                        Trials.rule(
                                "a",
                                "",
                                "$f : Flow()",
                                "findings.add(\"a\", List.of($f), \"%.999999999f\", 1.0);"),
                        "at most three digits"),
                bomb(
                        "brackets as deep as the stack",
                        when("(".repeat(45_000) + "port" + ")".repeat(45_000) + " == 1"),
                        "nested deeper"),
                bomb(
                        "blocks as deep as the stack",
                        Trials.rule(
                                "a", "", "$f : Flow()", "{".repeat(45_000) + "}".repeat(45_000)),
                        "nested deeper"),
                bomb(
                        "a text that is read from the other end",
                        Trials.rule("a", "", "$f : Flow()", "// \u202E }\n" + SAY),
                        "turns the direction"),
                bomb(
                        "constants that double while they are compiled",
                        Trials.rule(
                                "a",
                                "",
                                "$f : Flow()",
                                "final String a0 = \"x\"; "
                                        + join(
                                                40,
                                                i ->
                                                        "final String a%d = a%d + a%d; "
                                                                .formatted(i + 1, i, i),
                                                "")),
                        "final is not taken"));
    }

    private static Arguments bomb(String what, String text, String why) {
        return Arguments.of(what, text, why);
    }

    private static String join(int times, java.util.function.IntFunction<String> part, String by) {
        return IntStream.range(0, times).mapToObj(part).collect(Collectors.joining(by));
    }

    private static String when(String condition) {
        return Trials.rule("a", "", "$f : Flow( " + condition + " )", SAY);
    }

    private static String then(String text) {
        return Trials.rule("a", "", "$f : Flow()", "String s = " + text + "; " + SAY);
    }

    private static String walks(int depth) {
        return "Object o = "
                + join(depth, i -> "List.of(1).stream().map(x" + i + " -> ", "")
                + "1"
                + ").toList()".repeat(depth)
                + "; ";
    }

    private static String rule(int i, String more) {
        return "rule a%d %s @title(\"A\") @severity(LOW) when Tick() then end\n".formatted(i, more);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void is_refused_with_a_sentence(String what, String text, String why) {
        List<RuleError> errors = Rulebook.refused("a.drl", text);

        assertThat(errors).isNotEmpty();
        assertThat(errors.get(0).message()).contains(why).hasSizeLessThan(400);
    }
}
