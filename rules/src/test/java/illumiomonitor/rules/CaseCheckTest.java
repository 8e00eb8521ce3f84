package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import illumiomonitor.engine.rule.CaseText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text of cases is read before anything of it is tried. */
class CaseCheckTest {

    private static List<CaseFault> check(String text) {
        return CaseCheck.of("a.drl", List.of("a", "b"), text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "flow: [{port: 23}]|4|5|flow",
                "flows: [{prot: 23}]|4|14|prot",
                "flows: [{connections: many}]|4|27|many",
                "edges: [{srcIq: 10.0.0.5}]|4|14|srcIq",
                "tick: noon|4|11|noon",
                "spared: [10.0.0.5]|3|5|''",
                "flows: [{at: soon}]|4|18|soon",
                "silences: [{lasted: PT3H}]|4|25|PT3H",
                "flows: [|6|1|''",
            })
    void a_slip_is_told_with_line_column_and_word(String slip, int line, int column, String word) {
        assertThat(
                        check(
                                "rule: a\ncases:\n  - name: x\n    "
                                        + slip
                                        + "\n    finds: []\nflow: {}\n"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.line()).isEqualTo(line))
                .satisfies(fault -> assertThat(fault.column()).isEqualTo(column))
                .satisfies(fault -> assertThat(fault.word()).isEqualTo(word))
                .satisfies(fault -> assertThat(fault.sentence()).doesNotStartWith("line"));
    }

    @Test
    void every_case_is_looked_at_and_so_is_the_name_of_the_rule() {
        assertThat(
                        check(
                                """
                                rule: c
                                cases:
                                  - {name: x, flows: [{prot: 23}], finds: []}
                                  - {name: y, finds: []}
                                  - {name: z, events: [{typ: user.login}], finds: []}
                                """))
                .extracting(CaseFault::line, CaseFault::word)
                .containsExactly(tuple(1, "c"), tuple(3, "prot"), tuple(5, "typ"));
    }

    @Test
    void a_text_without_a_rule_is_none_and_neither_is_one_that_no_look_would_read() {
        for (String none : List.of("", "# nothing\n", "rule: a\n")) {
            assertThat(check(none))
                    .as(none)
                    .extracting(CaseFault::toString)
                    .containsExactly("line 1: a case file needs \"rule\" and \"cases\"");
        }
        assertThat(check("# " + "x".repeat(CaseText.MOST_BYTES)))
                .extracting(CaseFault::sentence)
                .containsExactly(
                        "the cases are longer than 1000000 bytes: keep those that tell something"
                                + " new");
    }

    @Test
    void nothing_is_wrong_with_the_cases_that_ship() throws IOException {
        for (Path drl : CaseFolder.rules(Path.of("pack"))) {
            Path yaml = Path.of(CaseFolder.beside(drl.toString()));

            assertThat(CaseCheck.of(drl.toString(), List.of(), Files.readString(yaml)))
                    .as(yaml.toString())
                    .isEmpty();
        }
    }
}
