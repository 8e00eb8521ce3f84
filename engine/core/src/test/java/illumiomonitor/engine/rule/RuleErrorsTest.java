package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(RuleCheck.of("a.drl", text))
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
                Arguments.of(
                        "@titel is not known; did you mean @title?",
                        sound.replace("@title", "@titel")),
                Arguments.of("no @title", sound.replace("@title(\"A title\")", "")),
                Arguments.of("no @severity", sound.replace("@severity(HIGH)", "")),
                Arguments.of("@severity", sound.replace("HIGH", "LOUD")),
                Arguments.of("@window", sound.replace("@title", "@window(\"soon\") @title")),
                Arguments.of("@threshold", sound.replace("@title", "@threshold(0) @title")),
                Arguments.of("@attack", sound.replace("@title", "@attack(\"X1\") @title")),
                Arguments.of(
                        "@attack is T9999, which is no technique",
                        sound.replace("@title", "@attack(\"T1021.001\", \"T9999\") @title")),
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
        assertThat(RuleCheck.of("a.drl", text))
                .anySatisfy(error -> assertThat(error.toString()).contains(says));
    }

    private static final String NO = "int x;";

    /** What people slip on, and what a stranger must be able to read of it. */
    static Stream<Arguments> slips() {
        return Stream.of(
                slip("Flow( prot == 23 )", NO, 6, "Flow has no field prot; did you mean port?"),
                slip("Flow( colour == 23 )", NO, 6, "Flow has no field colour: ./monitor rules"),
                slip("Flows( port == 23 )", NO, 6, "did you mean Flow?"),
                slip("flow( port == 23 )", NO, 6, "did you mean Flow?"),
                slip("Flow( src.lable(\"env\") == \"x\" )", NO, 6, "did you mean label?"),
                slip("Flow( decision == Decision.BLOKED )", NO, 6, "did you mean BLOCKED?"),
                slip("Flow( port = 23 )", NO, 6, "a comparison is written =="),
                slip("Flow( port == 23 and proto == 6 )", NO, 6, "joined by a comma or &&"),
                slip("Flow( port in [22, 23] )", NO, 6, "between round brackets"),
                slip("Flow( process contain \"ssh\" )", NO, 6, "did you mean contains?"),
                slip("Flow( (port == 23, proto == 6 )", NO, 6, "bracket, comma or sign"),
                slip(
                        "Flow( srcIp == 10 )",
                        NO,
                        6,
                        "srcIp is a text, and 10 a number: write \"10\""),
                slip("Flow( port == \"ssh\" )", NO, 6, "a number is compared with \"ssh\""),
                slip(
                        "Flow( process matches \"[ssh\" )",
                        NO,
                        6,
                        "\"[ssh\" is no pattern: missing closing ]"),
                slip("Flow( process matches \"(?=s).*\" )", NO, 6, "it may not look around"),
                slip("Flow( connections >> 3 )", NO, 6, "compares nothing"),
                slip("Flow( connections != null )", NO, 6, "connections is never null"),
                slip("Flow( src.inCidr(\"banana\") )", NO, 6, "banana is no address block"),
                slip("Flow( !dst.inCidr(\"10.0.0.0/33\") )", NO, 6, "impossible prefix length"),
                slip("Flow( src.address().in(\"10.0.0/8\") )", NO, 6, "10.0.0/8 is no address"),
                slip("Flow( port == 1_000 )", NO, 6, "a number is written in digits alone"),
                slip("Flow( connections > 1,000 )", NO, 6, "in digits alone, without commas"),
                slip("Flow( port == 23L )", NO, 6, "a whole number is written in digits alone: 23"),
                slip("Flow( connections => 3 )", NO, 6, "at or above is written >="),
                slip("Flow( port <> 22 )", NO, 6, "what differs is asked with !="),
                slip("Flow( port between 1 and 3 )", NO, 6, "say port >= 1, port <= 3"),
                slip("Flow( srcIp like \"10.%\" )", NO, 6, "like is not known: say matches"),
                slip("Flow( port not (22, 23) )", NO, 6, "not in takes two words"),
                slip("Flow( src.label(env) == \"a\" )", NO, 6, "stands in quotes, \"env\""),
                slip("Flow( src.label[\"env\"] == \"a\" )", NO, 6, "stands with round brackets"),
                slip("Flow( srcIp matches \"10\\.1.*\" )", NO, 6, "is written twice: \\\\."),
                slip("Flow( src.managed == \"yes\" )", NO, 6, "true or false is asked for"),
                slip("Flow( port == 3 ) from history", NO, 6, "facts come from the window only"),
                slip("$l : List() from collect( Flow() )", NO, 6, "write import java.util.List"),
                slip("$f : Flow()", "finding.add($f.srcIp(), \"x\");", 8, "did you mean findings?"),
                slip(
                        "$f : Flow()",
                        "Findings.add($f.srcIp(), \"x\");",
                        8,
                        "did you mean findings?"),
                slip("$f : Flow()", "return \"x\";", 8, "a consequence returns nothing"),
                slip("$f : Flow()", "findings.add($f.srcIp(), \"x\"); }", 8, "} closes nothing"),
                slip("$f :\u00A0Flow()", NO, 6, "(U+00A0): write a blank"),
                slip("$f : Flow()", "findings.add($f.srcIp(), \"x\")", 8, "a ; or a bracket is"),
                slip("$f : Flow()", "findings.add($f.srcIp, \"x\");", 8, "srcIp()"),
                slip("$f : Flow()", "findings.add($f.getSrcIp(), \"x\");", 8, "mean srcIp()?"),
                slip("$f : Flow()", "findings.ad($f.srcIp(), \"x\");", 8, "did you mean add?"),
                slip("$f : Flow()", "findings.add(\"x\");", 8, "takes a subject and a format"),
                slip("$f : Flow()", "findings.add($f.port(), \"x\");", 8, "here stand (int, "),
                slip("$f : Flow()", "findings.add($g.srcIp(), \"x\");", 8, "mean $f?"),
                slip("$f : Flow()", "int s = \"a\";", 8, "cannot convert from String to int"),
                slip("not Flow( $s : srcIp )", "findings.add($s, \"x\");", 8, "outside of not"),
                slip(
                        "$f : Flow()",
                        "findings.add($f.srcIp(), \"%s has %d of %d\", $f.srcIp(), 3);",
                        8,
                        "the format asks for 3 values, but 2 stand behind it"),
                slip("Flow( $n : conections )", NO, 6, "did you mean connections?"),
                slip(
                        "accumulate( Flow( $n : conections ); $s : sum($n) )",
                        NO,
                        6,
                        "Flow has no field conections; did you mean connections?"),
                slip(
                        "Flow( $max : port, connections > $mxa )",
                        NO,
                        6,
                        "$mxa is bound nowhere before this condition; did you mean $max?"),
                slip("Flow\uFF08 port == 23 )", NO, 6, "\uFF08 is a full-width sign: write ("),
                slip("Flow( port == 23\uFF0Cproto == 6 )", NO, 6, "full-width sign: write ,"),
                slip("Flow( port == 23\u3001proto == 6 )", NO, 6, "full-width sign: write ,"),
                slip("Flow(\u3000port == 23 )", NO, 6, "(U+3000): write a blank"),
                slip(
                        "$f : Flow()",
                        "findings.add($f.srcIp(), \"%s of %q\", 1, 2);",
                        8,
                        "%q is no place for a value"),
                slip(
                        "$f : Flow()",
                        "findings.add($f.srcIp(), \"%s has 100%\", 1);",
                        8,
                        "%% for the sign"),
                slip(
                        "$f : Flow()",
                        "findings.add($f.srcIp(), \"%,s\", 1);",
                        8,
                        "%,s is no place for a value"),
                slip(
                        "Flow( $s : srcIp )",
                        "findings.add($s, \"%d opened %d\", $s, 3);",
                        8,
                        "%d asks for a number, but $s is a text: write %s"),
                slip("accumulate( Flow( $n : connections ); $s : summ($n) )", NO, 6, "mean sum?"),
                Arguments.of(
                        Trials.rule("a", "", "Flow()", NO).replace("then\n", ""),
                        8,
                        "rule \"a\" has no \"then\" before its \"end\""),
                Arguments.of(
                        Trials.rule("a", "", "Flow()", NO).replace("when\n", ""),
                        3,
                        "rule \"a\" has no \"when\" before its \"then\""),
                Arguments.of(
                        Trials.rule("a", "", "Flow()", NO).replace("end\n", ""),
                        9,
                        "the file ends before the \"end\""),
                Arguments.of(
                        Trials.rule("a", "@threshold(1) @threshold(2)", "Flow()", NO),
                        4,
                        "@threshold stands there twice"),
                Arguments.of(
                        Trials.rule("a", "", "Flow()", NO).replace("\"A title\"", "\u201CA\u201D"),
                        4,
                        "\u201C is no quote here"),
                Arguments.of(
                        Trials.rule("a", "", "Flow()", NO).replace("\"a\"", "own/a-b"),
                        3,
                        "stands in quotes: rule \"own/a-b\""),
                Arguments.of(
                        "# mine\n" + Trials.rule("a", "", "Flow()", NO),
                        1,
                        "a comment begins with //"),
                Arguments.of("rule: a\ncases: []\n", 1, "these are cases, not a rule"),
                Arguments.of(
                        Trials.rule("a", "", "Flow()", NO)
                                .replace(
                                        "when\n",
                                        "<<<<<<< yours\nwhen\n=======\nwhen\n>>>>>>> shipped\n"),
                        5,
                        "keep one of the two and take the marks"),
                Arguments.of(
                        Trials.rule("a", "", "$f : Flow()", "findings.add(\"x\", \"y\");")
                                .replace("global illumiomonitor.spi.Findings findings", ""),
                        8,
                        "write \"global illumiomonitor.spi.Findings findings\""),
                Arguments.of(
                        Trials.rule("a", "", "Flow( port == 23 )", NO)
                                .replace("import illumiomonitor.spi.*", ""),
                        6,
                        "there is no fact or class called Flow"));
    }

    private static Arguments slip(String when, String then, int line, String says) {
        return Arguments.of(Trials.rule("a", "", when, then), line, says);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("slips")
    void one_slip_is_one_sentence_at_its_place_in_words_of_rules(
            String text, int line, String says) {
        assertThat(RuleCheck.of("a.drl", text))
                .singleElement()
                .satisfies(
                        error -> {
                            assertThat(error.message()).contains(says);
                            assertThat(error.line()).as(error.toString()).isEqualTo(line);
                            assertThat(error.column()).as(error.toString()).isPositive();
                            assertThat(error.word()).as(error.toString()).isNotEmpty();
                            assertThat(error.message())
                                    .doesNotContain("mismatched", "viable", "org.drools", "\n")
                                    .doesNotContain("_this", "Encountered", "Unable to");
                        });
    }

    /** Two rules; the second is of a name and title that say "then". */
    private static String two(String first, String second) {
        String one = Trials.rule("a", "", "Flow( $s : srcIp )", first);
        String other =
                Trials.rule("b-then-c", "", "Flow( $t : srcIp )", second)
                        .replace("A title", "This, then that");
        return one + other.substring(other.indexOf("rule \"b"));
    }

    static Stream<Arguments> twoRules() {
        String sound = "findings.add($s, \"x\");";
        return Stream.of(
                Arguments.of(two(sound, "findings.add($t, \"x\")"), "b-then-c"),
                Arguments.of(
                        two(sound, "\n    int n = 1;\n    findings.add($t, \"x\")"), "b-then-c"),
                Arguments.of(two(sound, "findings.add($s, \"x\");"), "b-then-c"),
                Arguments.of(two(sound, "findings.add($t.length(), \"x\");"), "b-then-c"),
                Arguments.of(two(sound, "findings.add($t, \"x\"); }"), "b-then-c"),
                Arguments.of(two(sound, "int n = \"x\"; // \uD83D\uDE00"), "b-then-c"),
                Arguments.of(two("findings.add($t, \"x\");", "findings.add($t, \"x\");"), "a"));
    }

    @ParameterizedTest
    @MethodSource("twoRules")
    void a_slip_in_a_consequence_is_told_in_the_rule_that_has_it(String text, String rule) {
        int second = text.substring(0, text.indexOf("rule \"b")).split("\n", -1).length;

        assertThat(RuleCheck.of("a.drl", text))
                .singleElement()
                .satisfies(
                        error -> {
                            String line = text.lines().toList().get(error.line() - 1);
                            assertThat(error.line() > second)
                                    .as(error.toString())
                                    .isEqualTo(!rule.equals("a"));
                            assertThat(line).as(error.toString()).containsAnyOf("findings", "int");
                            assertThat(line).contains(error.word());
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "findings.add($f.srcIp(), \"100%% of %s\", 1);",
                "findings.add($f.srcIp(), \"%1$s and %1$s\", 1);",
                "findings.add($f.srcIp(), List.of($f), \"%s, (%d)\", \"a, b\", Math.max(1, 2));",
                "findings.add($f.srcIp(), \"%s\" + \"%s\", 1, 2);",
                "findings.add($f.srcIp(), \"%,d, %.1f, %5.2f%%, %x, %-8s%n\", 1, 2.0, 3.0, 4, 5);",
            })
    void a_format_that_is_filled_is_no_slip(String then) {
        String text = "import java.util.List\n" + Trials.rule("a", "", "$f : Flow()", then);

        assertThat(RuleCheck.of("a.drl", text)).isEmpty();
    }

    @Test
    void what_people_write_in_titles_and_comments_is_no_slip_of_theirs() {
        String text =
                Trials.rule("a", "", "Flow( prot == 1 )", NO)
                        .replace("A title", "Tampered, then silent; rule the end \u201Cnow\u201D")
                        .replace("rule \"a\"", "// then it is the end\nrule \"a\"");

        assertThat(RuleCheck.of("a.drl", text))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("no field prot"));
    }
}
