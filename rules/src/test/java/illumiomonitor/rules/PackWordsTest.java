package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.words.RuleWords;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PackWordsTest {

    private static final Locale CHINESE = Locale.TRADITIONAL_CHINESE;
    private static final String BURST = "traffic/blocked-burst";
    private static final String TITLE = "Many blocked connections from one source";

    private final RuleWords words = RuleWords.onClassPath();

    @Test
    void every_shipped_rule_says_all_it_says_in_both_languages() {
        Set<String> english = new TreeSet<>(PackWords.english().keySet());
        // numbers in a catalogue are the same everywhere
        english.removeIf(key -> key.endsWith(".Ids"));

        assertThat(PackWords.chinese().stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(english);
        assertThat(PackWords.chinese().values())
                .allSatisfy(text -> assertThat(text.toString()).containsPattern("\\p{IsHan}"));
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
}
