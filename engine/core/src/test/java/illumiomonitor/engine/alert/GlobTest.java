package illumiomonitor.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GlobTest {

    private static final int TRIES = 5_000;
    private static final String LETTERS = "ab\n";

    /** What a star means, said as plainly as it can be. */
    private static boolean plainly(String written, String text) {
        if (written.isEmpty()) {
            return text.isEmpty();
        }
        String rest = written.substring(1);
        if (written.charAt(0) == '*') {
            for (int skipped = 0; skipped <= text.length(); skipped++) {
                if (plainly(rest, text.substring(skipped))) {
                    return true;
                }
            }
            return false;
        }
        return !text.isEmpty()
                && written.charAt(0) == text.charAt(0)
                && plainly(rest, text.substring(1));
    }

    private static String word(Random random, String letters, int most) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(most + 1); length > 0; length--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    @RepeatedTest(3)
    void it_fits_what_the_plain_definition_fits(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        int fitting = 0;
        for (int i = 0; i < TRIES; i++) {
            String written = word(random, LETTERS + "**", 7);
            String text = word(random, LETTERS, 9);

            boolean fits = Glob.fits(written, text);

            fitting += fits ? 1 : 0;
            assertThat(fits).as("%s on %s", written, text).isEqualTo(plainly(written, text));
        }
        assertThat(fitting).isBetween(TRIES / 20, TRIES - TRIES / 20);
    }

    @Test
    void a_hostile_name_takes_no_time() {
        String written = "*a".repeat(100) + "*b";
        String name = "a".repeat(20_000);

        boolean fits =
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Glob.fits(written, name));

        assertThat(fits).isFalse();
    }

    @Test
    void signs_of_regular_expressions_are_plain_text() {
        assertThat(Glob.fits("10.0.*.(5)", "10.0.7.(5)")).isTrue();
        assertThat(Glob.fits("10.0.*.5", "10x0.7.5")).isFalse();
    }
}
