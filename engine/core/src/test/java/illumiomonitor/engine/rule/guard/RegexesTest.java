package illumiomonitor.engine.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.words.Phrasebook;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexesTest {

    private static final List<String> PATTERNS =
            List.of(
                    "", "a", ".", "a*", "ab|b", "\\.", "[ab]+", "(a)(b?)", "^a", "b$", "a{2}",
                    "(?i)A", "x?", "\\bab", "(?:|)b");

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        while (text.length() < length) {
            text.append("ab.xA".charAt(random.nextInt(5)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void texts_are_matched_parted_and_replaced_as_java_does(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            String text = text(random, 12);
            String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
            int limit = random.nextInt(5) - 1;
            String to = random.nextBoolean() ? "<$0>" : "-";
            String part = text(random, 2);
            String what = text + " and " + pattern + " with " + limit;

            assertThat(Texts.matches(text, pattern)).as(what).isEqualTo(text.matches(pattern));
            assertThat(Texts.split(text, pattern, limit))
                    .as(what)
                    .containsExactly(text.split(pattern, limit));
            assertThat(Texts.replaceAll(text, pattern, to))
                    .as(what)
                    .isEqualTo(text.replaceAll(pattern, to));
            assertThat(Texts.replaceFirst(text, pattern, to))
                    .as(what)
                    .isEqualTo(text.replaceFirst(pattern, to));
            assertThat(Texts.replace(text, part, to)).isEqualTo(text.replace(part, to));
        }
    }

    @Test
    void what_looks_around_or_back_or_unrolls_is_refused_with_the_reason() {
        assertThat(Regexes.complaint("(?=a)b")).contains("may not look around");
        assertThat(Regexes.complaint("(a)\\1")).contains("\\1");
        assertThat(Regexes.complaint("((a{90}){90}){90}")).contains("unroll to more than");
        assertThat(Regexes.complaint("(?:(?:){2147483647}){2147483647}"))
                .contains("unroll to more than");
        assertThat(Regexes.complaint("(a{900}\\\\){900}")).contains("unroll to more than");
        assertThat(Regexes.complaint("a".repeat(3_000))).contains("more than 2000 letters");
        assertThat(Regexes.complaint("\\pL".repeat(600))).contains("unroll to more than");
        assertThat(Regexes.complaint("[ssh")).contains("missing closing ]");
        assertThat(Regexes.complaint("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-f]{64}")).isEmpty();
    }

    @Test
    void patterns_are_kept_as_long_as_they_are_short_together() {
        for (int i = 0; i < 50; i++) {
            Regexes.of(i + "x{0,1000}".repeat(19));
        }

        assertThat(Regexes.KNOWN.letters()).isBetween(100_000L, 200_000L);
    }

    @Test
    void letters_whose_other_case_is_looked_for_without_end_are_refused() {
        assertThat(Regexes.complaint("(?i)\u1c80")).contains("(?i)");
        assertThat(Regexes.complaint("(?i)\\x{1c80}")).contains("(?i)");
        assertThat(Regexes.complaint("a(?s-i:b)(?i:[B-\u3000])")).contains("(?i)");
        assertThat(Regexes.complaint("(?i)防火牆|[а-я]|[^a]|\\pL")).isEmpty();
        assertThat(Regexes.complaint("[\u1c80-\u3000]\\x{1c80}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a-\u3000]",
                "[]a-\u3000]",
                "[^]a-\u3000]",
                "[[:alpha:]a-\u3000]",
                "[\\]a-\u3000]",
                "\\Qa\\\\E[a-\u3000]",
                "[\\x{61}-\\x{3000}]",
                "[a-\\x{10ffff}]",
                "[\\d\u1c81]",
                "[\\n-\u3000]",
                "[\\x{1c80}-\u3000]",
                "\\\u1c85",
                "\\x{01C80}"
            })
    void a_range_across_them_is_found_wherever_it_stands(String pattern) {
        assertThat(Regexes.complaint("(?i)" + pattern)).contains("(?i)");
    }

    @ParameterizedTest
    @Timeout(20)
    @ValueSource(
            strings = {
                "a-防",
                "[a-z]+-防[^火]牆",
                "[一-龥]+-vpn",
                "[\\x{4e00}-\\x{9fff}]+",
                "\\x{9632}火牆",
                "[a-z-]防",
                "[[:alpha:]-]+-防",
                "[]-]防-牆"
            })
    void a_hyphen_before_a_letter_far_away_is_a_letter(String pattern) {
        assertThat(Regexes.complaint("(?i)" + pattern)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ssh", "(ssh", "ssh)", "(?=a)b", "(?<!a)b", "(a)\\1", "[z-a]", "(?<a>b)(?<a>c)",
                "a**", "a{1001}", "*a", "a\\", "(?>a)", "((a{90}){90}){90}", "\\x{zz}", "(?i)\u1c80"
            })
    void why_a_pattern_is_refused_is_said_in_chinese_too(String pattern) {
        String said = Phrasebook.in(Locale.TRADITIONAL_CHINESE).said(Regexes.complaint(pattern));

        assertThat(said).matches(".*\\p{IsHan}.*").doesNotContainPattern("[a-z]{3} [a-z]");
    }
}
