package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.words.Phrasebook;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What our own walls say of a rule file is said in the reader's language, to the last part. */
class RefusedInChineseTest {

    private static final String WHOSE = "^規則「[^」]*」：";

    private final Phrasebook chinese = Phrasebook.in(Locale.TRADITIONAL_CHINESE);

    @Test
    void every_refusal_of_the_corpus_by_a_wall_of_ours() {
        List<String> english =
                Corpus.of("escapes.txt").stream()
                        .filter(
                                row ->
                                        List.of("text", "tree", "header")
                                                .contains(row.refusal().wall()))
                        .flatMap(row -> Rulebook.refused("a.drl", row.text()).stream())
                        .map(RuleError::message)
                        .distinct()
                        .filter(message -> !isChinese(message))
                        .toList();

        assertThat(english).isEmpty();
    }

    private boolean isChinese(String message) {
        String said = chinese.said(message).replaceFirst(WHOSE, "");
        return said.matches("(?s).*\\p{IsHan}.*") && !said.matches("(?s).*(; |: )[a-z]+ [a-z]+ .*");
    }

    @Test
    void a_name_that_is_not_listed_is_said_with_the_rule_and_what_to_do() {
        assertThat(
                        chinese.said(
                                "rule \"a\": System.exit is not among what rules may touch;"
                                        + " \"./monitor rules allowed\" lists what is: take it out, or"
                                        + " look for a slip of the pen"))
                .isEqualTo(
                        "規則「a」：System.exit 不在規則可使用的範圍內；「./monitor rules allowed」列出可用項目：請移除，或檢查是否為筆誤");
    }

    @Test
    void what_the_compiler_says_stays_behind_a_sentence_of_ours() {
        assertThat(chinese.said("the rule cannot be compiled: No root node was found!"))
                .isEqualTo("規則無法編譯：No root node was found!");
    }
}
