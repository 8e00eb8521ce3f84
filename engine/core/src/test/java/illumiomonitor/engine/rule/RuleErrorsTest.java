package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleErrorsTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("an unknown field", "$f : Flow( prot == 443 )", "int x;", 6, "prot"),
                fault("an unknown fact", "Flow()\n Flw( a == 1 )", "int x;", 7, "Flw"),
                fault(
                        "an unknown method of a field",
                        "Flow( src.labl(\"x\") == \"y\" )",
                        "int x;",
                        6,
                        "labl"),
                fault(
                        "an unknown method in the consequence",
                        "$f : Flow()",
                        "int x = 1;\n    findings.ad($f.srcIp(), \"x\");",
                        9,
                        "ad"),
                fault(
                        "an unknown name in the consequence",
                        "Flow( $s : srcIp )",
                        "findings.add($g, \"x\");",
                        8,
                        "$g"),
                fault(
                        "a missing semicolon",
                        "Flow( $s : srcIp )",
                        "int i = 0;\n    findings.add($s, \"x\")",
                        9,
                        null),
                fault("a word for a number", "Flow( port == \"abc\" )", "int x;", 6, "\"abc\""),
                fault(
                        "a text for a decision",
                        "Flow( decision == \"BLOCKED\" )",
                        "int x;",
                        6,
                        "decision"),
                fault("a bare word", "Flow( decision == BLOCKED )", "int x;", 6, "BLOCKED"),
                fault("an unbound variable", "Flow( port > $zz )", "int x;", 6, "$zz"),
                fault(
                        "an unknown function",
                        "accumulate( Flow( $c : connections ); $n : smu($c) )",
                        "int x;",
                        6,
                        "smu"),
                fault(
                        "an unknown name in an accumulation",
                        "accumulate( Flow( $c : connections ); $n : sum($d); $n > 3 )",
                        "int x;",
                        6,
                        "$d"),
                Arguments.of(
                        "a missing when",
                        Trials.rule("a", "", "Flow( port == 3 )", "int x;").replace("when\n", ""),
                        3,
                        "rule"),
                fault("a doubled sign", "Flow( port = = 3 )", "int x;", 6, "="),
                fault(
                        "a threshold of another rule",
                        "Threshold( rule == \"other\", $m : value )",
                        "int x;",
                        6,
                        "other"),
                fault(
                        "a threshold that has no default",
                        "Threshold( rule == \"a\", $m : value )",
                        "int x;",
                        6,
                        "a"));
    }

    private static Arguments fault(
            String what,
            String when,
            String then,
            int line,
            @org.jspecify.annotations.Nullable String word) {
        return Arguments.of(what, Trials.rule("a", "", when, then), line, word);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void is_told_with_its_line_and_the_word_at_fault(
            String what, String text, int line, @org.jspecify.annotations.Nullable String word) {
        assertThat(Rulebook.check("a.drl", text))
                .as(what)
                .isNotEmpty()
                .first()
                .satisfies(
                        error -> {
                            assertThat(error.line()).as(error.toString()).isEqualTo(line);
                            if (word != null) {
                                assertThat(error.word()).as(error.toString()).isEqualTo(word);
                                assertThat(error.column()).isPositive();
                            }
                            assertThat(error.message()).doesNotContain("\n");
                        });
    }

    static Stream<Arguments> headers() {
        String sound = Trials.rule("a", "", "$f : Flow()", "findings.add($f.srcIp(), \"x\");");
        return Stream.of(
                Arguments.of(
                        "@unknown is not known", sound.replace("@title", "@unknown(1) @title")),
                Arguments.of("no @title", sound.replace("@title(\"A title\")", "")),
                Arguments.of("no @severity", sound.replace("@severity(HIGH)", "")),
                Arguments.of("@severity", sound.replace("HIGH", "LOUD")),
                Arguments.of("@window", sound.replace("@title", "@window(\"soon\") @title")),
                Arguments.of("@threshold", sound.replace("@title", "@threshold(0) @title")),
                Arguments.of("@attack", sound.replace("@title", "@attack(\"X1\") @title")),
                Arguments.of("@mode", sound.replace("@title", "@mode(loud) @title")),
                Arguments.of("types of one's own", "declare enum E A(1); x : int end\n" + sound),
                Arguments.of("functions are not", "function int f(int x) { return x; }\n" + sound),
                Arguments.of("java.io.File", "import java.io.File\n" + sound),
                Arguments.of("java.lang.Runtime", "import java.lang.Runtime\n" + sound),
                Arguments.of("java.lang.reflect", "import java.lang.reflect.Method\n" + sound),
                Arguments.of("only global", "global java.util.List list\n" + sound),
                Arguments.of("no rule in this file", "import illumiomonitor.spi.*\n"),
                Arguments.of(
                        "share a window",
                        sound
                                + sound.substring(sound.indexOf("rule"))
                                        .replace("\"a\"", "\"b\"")
                                        .replace("@title", "@window(\"1h\") @title")),
                Arguments.of("two rules", sound + sound.substring(sound.indexOf("rule"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void is_refused_before_it_is_compiled(String says, String text) {
        assertThat(Rulebook.check("a.drl", text))
                .anySatisfy(error -> assertThat(error.toString()).contains(says));
    }
}
