package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.rule.Corpus.Refusal;
import illumiomonitor.engine.rule.guard.TextCheck;
import illumiomonitor.engine.rule.guard.TreeCheck;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** What reaches for more than its facts is refused, and nothing of it has run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscapesTest {

    private static final String SPRUNG = "escaped";
    private static final String NOT_LISTED =
            " is not among what rules may touch; \"./monitor rules allowed\" lists what is: take it"
                    + " out";

    private RuleCompiler.Results unread;

    static List<Corpus.Row> rows() {
        return Corpus.of("escapes.txt");
    }

    @AfterEach
    void nothing_of_it_ran() {
        assertThat(System.clearProperty(SPRUNG)).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void is_refused_by_the_wall_that_is_meant_to_with_its_line_and_what_to_do(Corpus.Row row)
            throws DroolsParserException {
        List<RuleError> errors = Trial.of("a.drl", row.text()).errors();

        assertThat(errors).isNotEmpty();
        RuleError first = errors.get(0);
        assertThat(first.line()).isPositive();
        assertThat(first.message()).isNotBlank().doesNotContain("\n");
        assertThat(new Refusal(wall(row.text(), first), first.word())).isEqualTo(row.refusal());
    }

    /** The first of the walls, in their order, that refuses a text. */
    private static String wall(String text, RuleError error) throws DroolsParserException {
        if (!TextCheck.of(text).isEmpty()) {
            return "text";
        }
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr tree = parser.parse(false, text);
        if (parser.hasErrors()) {
            return "parser";
        }
        if (!TreeCheck.of(tree, text, PackageStatement.name(text)).isEmpty()) {
            return "tree";
        }
        if (!RuleReader.read("a.drl", text).errors().isEmpty()) {
            return "header";
        }
        return error.message().endsWith(NOT_LISTED) ? "classes" : "compiler";
    }

    /** Walls fall; what is behind them must hold alone. Many at once are compiled in no time. */
    @BeforeAll
    void compile_what_nobody_read() {
        unread =
                new RuleCompiler()
                        .compile(rows().stream().filter(tried()).map(EscapesTest::unread).toList());
    }

    private static Predicate<Corpus.Row> tried() {
        return row -> row.unread() != null;
    }

    static Stream<Corpus.Row> triedUnread() {
        return rows().stream().filter(tried());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("triedUnread")
    void is_refused_by_its_classes_or_stopped_when_its_text_was_not_read(Corpus.Row row)
            throws InterruptedException {
        String file = file(row);
        List<RuleError> errors = unread.errors.getOrDefault(file, List.of());
        CompiledRules compiled = unread.compiled.get(file);

        String wall = compiled == null ? "classes" : "nothing";
        if (row.unread().wall().equals("leash") && compiled != null) {
            assertThat(judged(compiled)).startsWith("SLOW");
            wall = "leash";
        }

        assertThat(errors).allMatch(error -> error.message().endsWith(NOT_LISTED));
        assertThat(new Refusal(wall, errors.isEmpty() ? "" : errors.get(0).word()))
                .isEqualTo(row.unread());
    }

    private static String file(Corpus.Row row) {
        return RuleText.versionOf(row.text()) + ".drl";
    }

    /** As if the text had been found in order. */
    private static RuleText unread(Corpus.Row row) {
        List<Header> headers =
                RuleReader.read("a.drl", Trials.rule("a", "", "$f : Flow()", "")).headers();
        return new RuleText(
                file(row),
                RuleText.versionOf(row.text()),
                row.text(),
                headers,
                Set.of("Flow"),
                List.of());
    }

    private static String judged(CompiledRules compiled) throws InterruptedException {
        Court court = new Court(Duration.ofMillis(300), Locale.ENGLISH, ZoneId.of("UTC"));
        WindowFacts facts =
                new WindowFacts(
                        "hq",
                        HonestRulesTest.TICK,
                        SeenFlows.of(HonestRulesTest.facts().flows()),
                        Map.of(),
                        Set.of(),
                        new NoHistory());
        Header header = compiled.text().headers().get(0);
        RuleInfo info =
                header.info(compiled.text().version(), compiled.text().file(), "LIVE", null);
        List<JudgedRule> rule = List.of(new JudgedRule(info, header, compiled));
        return String.valueOf(court.judge(facts, rule, one -> "").get(0).error());
    }
}
