package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.rule.Learning;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LearningSheetTest {

    private static final Duration NEEDED = Duration.ofDays(14);

    @Test
    void a_learning_rule_says_when_it_goes_live_and_what_it_would_have_told() {
        assertThat(said(Instant.parse("2026-12-06T18:00:00Z"), Duration.ofHours(84), 12))
                .isEqualTo("learning until 2026-12-07, 3.5 of 14 days covered, 12 findings so far");
    }

    @Test
    void before_the_first_pull_nobody_knows_when() {
        assertThat(said(null, Duration.ZERO, 1))
                .isEqualTo("learning, 0 of 14 days covered, 1 finding so far");
    }

    @Test
    void what_is_almost_covered_is_not_yet() {
        assertThat(said(null, NEEDED.minusMinutes(5), 0)).contains("13.9 of 14 days");
    }

    private static String said(Instant until, Duration covered, int findings) {
        return LearningSheet.sentence(
                new Learning("a", until, covered, NEEDED, findings), ZoneId.of("Asia/Taipei"));
    }
}
