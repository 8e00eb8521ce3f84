package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the check cannot tell from an honest rule is stopped while it judges, and it alone. */
class BudgetsTest {

    private static final int FLOWS = 4_000;
    private static final Tick TICK = new Tick(TEN, TEN.minusSeconds(600), ZoneOffset.UTC, true);

    private static final List<Flow> MANY =
            IntStream.range(0, FLOWS)
                    .mapToObj(
                            i ->
                                    HonestRulesTest.flow(
                                            i,
                                            "10.0." + i % 250 + ".1",
                                            "10.9.0.1",
                                            22,
                                            Decision.BLOCKED))
                    .toList();

    private static final String GOOD =
            Trials.rule(
                    "good",
                    "",
                    "groupby( $f : Flow( $ip : srcIp ); $src : $ip; $n : count(),"
                            + " $all : collectList($f) )",
                    "findings.add($src, $all, \"%d\", $n);");

    private record Bomb(String what, String when, String then) {}

    /** Compiled together: what is tried is how they are judged. */
    static List<Arguments> compiledBombs() {
        List<Bomb> bombs = bombs();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("good", GOOD);
        for (Bomb bomb : bombs) {
            texts.put("bomb-" + texts.size(), Trials.rule("bomb", "", bomb.when(), bomb.then()));
        }
        List<JudgedRule> rules = rules(texts);
        return IntStream.range(0, bombs.size())
                .mapToObj(
                        i ->
                                Arguments.of(
                                        bombs.get(i).what(),
                                        List.of(rules.get(i + 1), rules.get(0))))
                .toList();
    }

    private static List<Bomb> bombs() {
        String each = "$f : Flow( $l : src.ipLists )";
        String collected = "accumulate( $x : Flow(); $all : collectList($x) )";
        String many =
                "java.util.ArrayList l = new java.util.ArrayList(); for (Object a : $all) { for"
                        + " (int i : java.util.List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,"
                        + " 15)) { l.add(i + \"-\" + ((Flow) a).id()); } } ";
        return List.of(
                bomb("walks nested in walks", each, Trials.endless()),
                bomb(
                        "a join of all that have the same port",
                        "$a : Flow( $p : port ) $b : Flow( port == $p ) $c : Flow( port == $p )",
                        "findings.add(\"a\", \"b\");"),
                bomb(
                        "a join that only says that two are not the same",
                        "$a : Flow( $i : id ) $b : Flow( id != $i ) $c : Flow( id != $i )",
                        "findings.add(\"a\", \"b\");"),
                bomb(
                        "a join inside a sum",
                        "accumulate( Flow( $p : port ) and Flow( port == $p ) and Flow( port == $p"
                                + " ); $n : count() )",
                        "findings.add(\"a\", \"%d\", $n);"),
                bomb(
                        "pieces of a list times pieces of a list",
                        collected
                                + " $a : Flow() from $all  $b : Flow( port == $a.port ) from $all"
                                + "  $c : Flow( port == $b.port ) from $all",
                        "findings.add(\"a\", \"b\");"),
                bomb(
                        "a text that doubles",
                        each,
                        "String s = $f.srcIp(); " + "s = s + s; ".repeat(40)),
                bomb(
                        "a text replaced by itself, letter by letter",
                        each,
                        "String s = \"a\".repeat(60000); s = s.replaceAll(\"a\", s);"),
                bomb(
                        "a text replaced by itself at the first letter, again and again",
                        collected,
                        "String s = \"a\".repeat(60000); for (Object a : $all) { s ="
                                + " s.replaceFirst(\"a\", \"aa\"); }"),
                bomb(
                        "nothing replaced by a long text before every letter",
                        each,
                        "String s = \"a\".repeat(60000).replaceAll(\"\", \"b\".repeat(60000));"),
                bomb(
                        "a text replaced by all that it matched, many times over",
                        each,
                        "String s = \"a\".repeat(60000).replaceFirst(\"(a+)\","
                                + " \"$1\".repeat(30000));"),
                bomb(
                        "a pattern that is looked for at every letter of a long text",
                        collected,
                        "String s = \"a\".repeat(60000); for (Object a : $all) {"
                                + " s.replaceAll(\"(a*)*b\", \"c\"); }"),
                bomb(
                        "a group of each match, with all that they hold",
                        "groupby( $a : Flow( $i : id, $p : port ) and $b : Flow( port == $p, id >="
                                + " $i, id < ($i + 480) ); $k : $i + \"-\" + $b.id(); $n :"
                                + " count(), $l : collectList($a), $s : collectSet($b) )",
                        "findings.add(\"a\", \"b\");"),
                bomb("a text repeated", each, "String s = $f.srcIp().repeat(2000000000);"),
                bomb(
                        "a text replaced by itself",
                        each,
                        "String s = \"a\".repeat(60000); s = s.replace(\"a\", s);"),
                bomb(
                        "a format of great width that nobody can read beforehand",
                        each,
                        "String w = \"%2000\" + \"000000d\"; findings.add(\"a\", w, 1);"),
                bomb(
                        "a builder that grows",
                        collected,
                        "StringBuilder b = new StringBuilder(); for (Object a : $all) {"
                                + " b.append(a); }"),
                bomb(
                        "a list that doubles",
                        collected,
                        "java.util.ArrayList l = new java.util.ArrayList($all); "
                                + "l.addAll(l); ".repeat(25)),
                bomb(
                        "lists in lists",
                        each,
                        "java.util.ArrayList a = new java.util.ArrayList(); a.add(a);"
                                + " a.hashCode();"),
                bomb(
                        "a list of many texts that is written down by joining",
                        collected,
                        HeldTest.WIDE
                                        .replace("l.add(i)", "l.add(s)")
                                        .replaceFirst("^", "String s = \"x\".repeat(250); ")
                                + "String t = \"\" + l + l + l + l + l;"),
                bomb(
                        "patterns that unroll far, each another",
                        collected,
                        "for (Object a : $all) {"
                                + " \"y\".matches(((Flow) a).id() + \"x{0,1000}\".repeat(19)); }"),
                bomb(
                        "long texts that share one text, sorted while they are walked",
                        collected,
                        many
                                + "String s = \"x\".repeat(60000); String t = s + \"a\";"
                                + " l.stream().map(x -> x.hashCode() % 2 == 0 ? s : t).sorted()"
                                + ".map(x -> x.hashCode()).toList();"),
                bomb(
                        "long texts kept in a list",
                        collected,
                        "java.util.ArrayList l = new java.util.ArrayList(); for (Object a : $all) {"
                                + " for (Object b : $all) { l.add(\"x\".repeat(60000)); } }"),
                bomb(
                        "long texts handed on by a condition",
                        "$f : Flow( $s : (srcIp + \"x\".repeat(65000)) )",
                        "findings.add($s, \"b\");"),
                bomb(
                        "an order that asks itself",
                        each,
                        "java.util.Comparator c = (x, y) -> ((java.util.Comparator) x).compare(x,"
                                + " y); findings.add(\"a\", \"%d\", c.compare(c, c));"),
                bomb(
                        "what compares itself with itself",
                        each,
                        "Comparable c = x -> ((Comparable) x).compareTo(x); findings.add(\"a\","
                                + " \"%d\", c.compareTo(c));"),
                bomb(
                        "an order behind itself, forty times over",
                        each,
                        "java.util.Comparator c = java.util.Comparator.naturalOrder(); "
                                + "c = c.thenComparing(c); ".repeat(40)
                                + "findings.add(\"a\", \"%d\", c.compare(\"x\", \"x\"));"),
                bomb(
                        "an order behind itself by what it sorts",
                        each,
                        "java.util.Comparator c = java.util.Comparator.naturalOrder(); "
                                + "c = c.thenComparing(x -> x, c); ".repeat(40)
                                + "java.util.List.of(\"a\", \"a\").stream().sorted(c).toList();"),
                bomb(
                        "a method reference that searches a list for each of a list",
                        collected,
                        many + "new java.util.ArrayList(l).removeIf(l::contains);"),
                bomb(
                        "a method reference that repeats a text",
                        each,
                        "java.util.List.of(2000000000).stream().map(\"x\"::repeat).toList();"),
                bomb(
                        "a long list inside of what is perhaps there",
                        collected,
                        many + "findings.add(\"a\", \"%s\", l.stream().map(x -> l).findFirst());"),
                bomb(
                        "long texts that share one text, sorted",
                        collected,
                        many
                                + "String s = \"x\".repeat(60000); String t = s + \"a\";"
                                + " l.stream().map(x -> x.hashCode() % 2 == 0 ? s : t).toList()"
                                + ".stream().sorted().toList();"),
                bomb(
                        "letters that become two when they are large",
                        each,
                        "String s = \"\u00df\".repeat(60000).toUpperCase();"),
                bomb(
                        "a list collected for each of many",
                        "$f : Flow() $all : java.util.List( size > 1 ) from collect( Flow( port =="
                                + " $f.port ) )",
                        "findings.add(\"a\", \"b\");"),
                bomb(
                        "more subjects than anybody reads",
                        collected,
                        "for (Object a : $all) { for (Object b : $all) { findings.add(((Flow)"
                                + " a).id() + \"-\" + ((Flow) b).id(), \"b\"); } }"));
    }

    @Test
    void what_a_rule_throws_is_one_short_line() throws InterruptedException {
        String words = "throw new IllegalStateException(\"a\\nERROR \" + \"x\".repeat(60000));";

        List<RuleResult> results = judge(rules("a", Trials.rule("a", "", "Tick()", words)));

        assertThat(results.get(0).error())
                .startsWith("THROWING")
                .doesNotContain("\n")
                .hasSizeLessThan(400);
    }

    @Test
    void the_past_ends_where_no_memory_holds_it() throws InterruptedException {
        String text =
                Trials.rule(
                                "a",
                                "",
                                "$f : Flow( history.dailyBytesIn(srcIp, dstIp, 2000000000).size() >"
                                        + " 5 )",
                                "findings.add(\"a\", \"b\");")
                        .replace("rule \"a", "global illumiomonitor.spi.History history\nrule \"a");

        assertThat(judge(rules("a", text)).get(0).error()).contains("days of the past");
    }

    static List<RuleResult> judge(List<JudgedRule> rules) throws InterruptedException {
        return judge(rules, Duration.ofMillis(700));
    }

    static List<RuleResult> judge(List<JudgedRule> rules, Duration budget)
            throws InterruptedException {
        Court court = new Court(budget, Locale.ENGLISH, ZoneId.of("UTC"));
        return court.judge(
                new WindowFacts(
                        "hq", TICK, SeenFlows.of(MANY), Map.of(), Set.of(), new NoHistory()),
                rules,
                rule -> "");
    }

    private static Bomb bomb(String what, String when, String then) {
        return new Bomb(what, when, then);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("compiledBombs")
    void is_stopped_and_the_others_judge_on(String what, List<JudgedRule> rules)
            throws InterruptedException {
        List<RuleResult> results = judge(rules);

        assertThat(results.get(0).error()).isNotNull().doesNotStartWith("THROWING: OutOfMemory");
        assertThat(results.get(0).findings()).isEmpty();
        assertThat(results.get(1).error()).isNull();
        assertThat(results.get(1).findings()).hasSize(250);
    }

    static List<Arguments> patternsThatTry() {
        String branches = "(?:|)".repeat(60) + "x";
        return List.of(
                Arguments.of("$f : Flow( process.repeat(10) matches \".*.*.*.*.*.*.*!\" )", ""),
                Arguments.of("Tick()", "if (\"a\".repeat(9000).matches(\".*.*.*.*.*!\"))"),
                Arguments.of("Tick()", "if (\"\".matches(\"" + branches + "\"))"),
                Arguments.of("$f : Flow( \"\" matches \"" + branches + "\" )", ""),
                Arguments.of("Tick()", "if (\"a\".repeat(5000).matches(\"(a+)+b\"))"));
    }

    /** Java's own patterns try for years at these, two of them without looking at a letter. */
    @ParameterizedTest
    @MethodSource("patternsThatTry")
    @Timeout(60)
    void a_pattern_is_answered_in_the_time_of_its_text(String when, String test)
            throws InterruptedException {
        String then = test + " findings.add(\"a\", \"b\");";

        RuleResult result = judge(rules("a", Trials.rule("a", "", when, then))).get(0);

        assertThat(result.error()).isNull();
        assertThat(result.findings()).isEmpty();
    }

    @Test
    void a_condition_that_is_slow_on_each_fact_is_stopped_before_the_facts_are_brought_in()
            throws InterruptedException {
        List<JudgedRule> rules =
                new ArrayList<>(
                        rules(
                                "bomb",
                                Trials.rule(
                                        "bomb",
                                        "",
                                        "$f : Flow("
                                                + " process.repeat(5000).toUpperCase().toLowerCase().toUpperCase().toLowerCase().contains(\"zz\")"
                                                + " )",
                                        "findings.add(\"a\", \"b\");")));
        rules.addAll(
                rules(
                        "good",
                        Trials.rule(
                                "good",
                                "",
                                "$f : Flow( id < 7, $s : srcIp )",
                                "findings.add($s, \"found\");")));

        List<RuleResult> results = judge(rules);

        assertThat(results.get(0).error()).startsWith("SLOW: ");
        assertThat(results.get(1).error()).isNull();
        assertThat(results.get(1).findings()).hasSize(7);
    }

    static List<JudgedRule> rules(String name, String text) {
        return rules(Map.of(name, text));
    }

    /** In the order of the texts, which are by name of their file. */
    private static List<JudgedRule> rules(Map<String, String> texts) {
        List<RuleText> read =
                texts.entrySet().stream()
                        .map(one -> RuleReader.read(one.getKey() + ".drl", one.getValue()))
                        .toList();
        assertThat(read).allSatisfy(text -> assertThat(text.errors()).isEmpty());
        RuleCompiler.Results results = new RuleCompiler().compile(read);
        assertThat(results.errors).isEmpty();
        return read.stream()
                .flatMap(text -> judged(text, results.compiled.get(text.file())))
                .toList();
    }

    private static Stream<JudgedRule> judged(RuleText text, CompiledRules compiled) {
        return text.headers().stream()
                .map(
                        header ->
                                new JudgedRule(
                                        header.info(text.version(), text.file(), "LIVE", null),
                                        header,
                                        compiled));
    }
}
