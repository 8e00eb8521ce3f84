package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.words.RuleWords;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class PackWordsTest {

    private static final Locale CHINESE = Locale.TRADITIONAL_CHINESE;
    private static final String OF = ".of";
    private static final String BURST = "traffic/blocked-burst";
    private static final String TITLE = "Many blocked connections from one source";

    private final RuleWords words = RuleWords.onClassPath();

    @Test
    void every_shipped_rule_says_all_it_says_in_both_languages() {
        Set<String> english = new TreeSet<>(PackWords.english().keySet());
        // numbers in a catalogue are the same everywhere
        english.removeIf(key -> key.endsWith(".Ids"));

        Set<String> chinese = new TreeSet<>(PackWords.chinese().stringPropertyNames());
        chinese.removeIf(key -> key.endsWith(OF));

        assertThat(chinese).containsExactlyElementsOf(english);
        assertThat(chinese)
                .allSatisfy(
                        key ->
                                assertThat(PackWords.chinese().getProperty(key))
                                        .as(key)
                                        .containsPattern("\\p{IsHan}"));
    }

    @Test
    void what_is_said_in_chinese_is_said_of_the_english_that_ships() {
        Map<String, StringJoiner> texts = new TreeMap<>();
        PackWords.english()
                .forEach(
                        (key, text) -> {
                            String rule = key.substring(0, key.lastIndexOf('.'));
                            if (!key.endsWith(".Ids")) {
                                texts.computeIfAbsent(rule, name -> new StringJoiner("\n"))
                                        .add(text);
                            }
                        });

        SoftAssertions softly = new SoftAssertions();
        texts.forEach(
                (rule, text) ->
                        softly.assertThat(PackWords.chinese().getProperty(rule + OF))
                                .as("read the Chinese of %s again, then set its mark", rule)
                                .isEqualTo("%08x".formatted(text.toString().hashCode())));
        softly.assertAll();
    }

    @Test
    void a_shipped_rule_speaks_the_language_of_the_reader() {
        assertThat(words.said(CHINESE, BURST, "title", TITLE)).isEqualTo("同一來源有許多連線遭封鎖");
        assertThat(words.said(Locale.ENGLISH, BURST, "title", TITLE)).isEqualTo(TITLE);
    }

    @Test
    void a_rule_that_somebody_rewrote_says_what_that_person_wrote() {
        assertThat(words.said(CHINESE, BURST, "title", "Blocked at the plant"))
                .isEqualTo("Blocked at the plant");
        assertThat(words.said(CHINESE, "own/ssh", "title", TITLE)).isEqualTo(TITLE);
    }

    @Test
    void what_a_shipped_rule_finds_is_said_in_the_language_of_the_reader() {
        assertThat(words.summary(CHINESE, BURST, "10.1.2.3 had 1,204 connections blocked"))
                .isEqualTo("10.1.2.3 有 1,204 條連線遭封鎖");
        assertThat(
                        words.summary(
                                CHINESE,
                                "health/pce-unhealthy",
                                "hq: HEALTH FAILED. PCE hq cannot be reached at https://pce:8443: the"
                                        + " connection was refused"))
                .isEqualTo("hq 的健康狀態：失敗。無法在 https://pce:8443 連上 PCE hq：連線遭拒");
        assertThat(
                        words.summary(
                                CHINESE,
                                "policy/low-coverage",
                                "policy does not allow 37 % of connections"))
                .isEqualTo("政策未允許 37 % 的連線");
        assertThat(words.summary(Locale.ENGLISH, BURST, "10.1.2.3 had 3 connections blocked"))
                .isEqualTo("10.1.2.3 had 3 connections blocked");
    }

    @Test
    void a_finding_in_words_of_somebody_else_stays_as_it_is() {
        assertThat(words.summary(CHINESE, BURST, "too much of 10.1.2.3"))
                .isEqualTo("too much of 10.1.2.3");
        assertThat(words.summary(CHINESE, "own/ssh", "10.1.2.3 had 3 connections blocked"))
                .isEqualTo("10.1.2.3 had 3 connections blocked");
    }
}
