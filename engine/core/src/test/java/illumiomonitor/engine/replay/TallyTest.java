package illumiomonitor.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.alert.Scene;
import illumiomonitor.engine.rule.Measure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final int KEPT = 100_000;

    private final Tally tally = new Tally(new Scene().info());

    private void find(int subject) {
        Tried.Key key = new Tried.Key("hq", "burst", "subject " + subject, Instant.EPOCH);
        tally.add(new Tried(key, "found", Measure.NONE, ""));
    }

    @Test
    void a_rule_that_finds_more_than_is_kept_says_so_and_is_not_called_failed() {
        for (int subject = 0; subject < KEPT; subject++) {
            find(subject);
        }
        assertThat(tally.cut()).isFalse();

        find(KEPT);

        assertThat(tally.cut()).isTrue();
        assertThat(tally.inOrder()).hasSize(KEPT);
        assertThat(tally.error()).isEmpty();
    }
}
