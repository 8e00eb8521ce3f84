package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reaches for more than its facts is refused, and nothing of it has run. */
class EscapesTest {

    private static final String SPRUNG = "escaped";

    static List<Corpus.Row> rows() {
        return Corpus.of("escapes.txt");
    }

    @AfterEach
    void nothing_of_it_ran() {
        assertThat(System.clearProperty(SPRUNG)).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void is_refused_with_its_line_and_what_to_do(Corpus.Row row) {
        List<RuleError> errors = Trial.of("a.drl", row.text()).errors();

        assertThat(errors).isNotEmpty();
        assertThat(errors.get(0).line()).isPositive();
        assertThat(errors.get(0).message()).isNotBlank().doesNotContain("\n");
    }

    /** Walls fall; what is behind them must hold alone. */
    static List<Corpus.Row> rowsThatCompileToHarm() {
        // What a text may bring along is harmless unless it is used, and joins are no matter of
        // classes; declared types run while they are compiled, which only the text tells.
        Set<String> harmless =
                Set.of(
                        "reflects",
                        "runs code in an annotation",
                        "hides code in a title",
                        "asks the rule's package",
                        "imports the engine",
                        "imports the store",
                        "imports what is not a fact",
                        "brings a global of the engine",
                        "gives the door another name",
                        // What nobody asks for is left out by the compiler, as is all but variables
                        // of an init.
                        "runs code in the init of a sum",
                        "red team: getClass via parens",
                        "red team: getClass via ternary",
                        "red team: getClass with newline",
                        "red team: getClass with comment",
                        "red team: getClass with generics",
                        "red team: class literal of primitive");
        return rows().stream()
                .filter(row -> !row.text().contains("declare") && !row.name().contains("all"))
                .filter(row -> !row.text().contains("function ") && !harmless.contains(row.name()))
                .filter(row -> row.text().contains("escaped") || row.text().contains("lass"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rowsThatCompileToHarm")
    void is_refused_by_its_classes_when_its_text_was_not_read(Corpus.Row row) {
        RuleText unread =
                new RuleText(
                        "a.drl",
                        RuleText.versionOf(row.text()),
                        row.text(),
                        List.of(),
                        Set.of(),
                        List.of());

        assertThat(new RuleCompiler().compile(List.of(unread)).compiled).isEmpty();
    }
}
