package illumiomonitor.engine.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final String BUNDLE = "illumiomonitor/engine/alert/words";
    private static final Locale TAIWAN = Locale.forLanguageTag("zh-TW");

    @Test
    void both_languages_say_the_same() {
        Words english = Words.onlyOf(BUNDLE, Locale.ENGLISH);
        Words chinese = Words.onlyOf(BUNDLE, TAIWAN);

        assertThat(english.disagreements(chinese)).isEmpty();
        assertThat(english.keys()).isNotEmpty();
    }

    @Test
    void places_are_filled_in_the_language_that_was_asked_for() {
        assertThat(Words.load(BUNDLE, Locale.ENGLISH).get("ticks", 1)).isEqualTo("once");
        assertThat(Words.load(BUNDLE, Locale.ENGLISH).get("ticks", 1234)).isEqualTo("1,234 times");
        assertThat(Words.load(BUNDLE, TAIWAN).get("ticks", 2)).isEqualTo("2 次");
        assertThat(Words.load(BUNDLE, Locale.forLanguageTag("zh-Hant-TW")).get("severity.HIGH"))
                .isEqualTo("高");
    }

    @Test
    void a_language_that_does_not_ship_reads_english() {
        assertThat(Words.load(BUNDLE, Locale.FRENCH).get("severity.HIGH")).isEqualTo("High");
    }

    @Test
    void a_text_that_is_not_there_is_a_mistake() {
        Words words = Words.load(BUNDLE, Locale.ENGLISH);

        assertThatThrownBy(() -> words.get("no.such"))
                .hasMessage(BUNDLE + " has no text for no.such");
        assertThatThrownBy(() -> Words.load("no/such/bundle", Locale.ENGLISH))
                .hasMessageContaining("no/such/bundle");
    }
}
