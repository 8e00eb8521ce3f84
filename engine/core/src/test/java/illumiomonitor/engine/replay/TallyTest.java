package illumiomonitor.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.alert.Scene;
import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import illumiomonitor.engine.replay.Tried.Key;
import illumiomonitor.engine.rule.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final int KEPT_APART = 100_000;
    private static final Instant FROM = Instant.parse("2026-07-01T08:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofMinutes(5L * ReplayedRule.PARTS));

    private final Tally tally = new Tally(new Scene().info(), null, FROM, TO);
    private final Listing listing = new Listing();

    private static Map<Key, Tried> found(Instant tick, int subjects) {
        Map<Key, Tried> found = new HashMap<>();
        for (int subject = 0; subject < subjects; subject++) {
            Key key = new Key("hq", "burst", "subject " + subject, tick);
            found.put(key, new Tried(key, "found", Measure.NONE, "", "v1", FROM));
        }
        return found;
    }

    private void count(Instant tick, int now, int live) {
        tally.count(new Tally.AtTick(TO, null, found(tick, now), null, found(tick, live)), listing);
    }

    @Test
    void findings_are_counted_whole_however_many_there_are() {
        for (Instant tick = FROM; !tick.isAfter(TO); tick = tick.plus(Duration.ofMinutes(5))) {
            count(tick, 3_000, 1_000);
        }

        ReplayedRule rule = tally.report();

        assertThat(rule.findings()).isEqualTo(3_000 * (ReplayedRule.PARTS + 1));
        assertThat(rule.same()).isEqualTo(1_000 * (ReplayedRule.PARTS + 1));
        assertThat(rule.added()).isEqualTo(2_000 * (ReplayedRule.PARTS + 1));
        assertThat(rule.subjects()).isEqualTo(3_000);
        assertThat(rule.cut()).isFalse();
        assertThat(rule.timeline().subList(0, ReplayedRule.PARTS - 1)).containsOnly(3_000L);
        assertThat(rule.timeline().get(ReplayedRule.PARTS - 1)).isEqualTo(6_000);
    }

    @Test
    void many_findings_as_live_never_push_one_that_differs_off_the_list() {
        count(FROM, 20_000, 20_000);
        count(TO, 1, 0);

        assertThat(listing.inOrder()).hasSize(5_001);
        assertThat(listing.inOrder().get(5_000).mark()).isEqualTo(Mark.ADDED);
        assertThat(listing.cut()).isTrue();
        assertThat(listing.all()).isEqualTo(20_001);
        assertThat(listing.differing()).isEqualTo(1);
    }

    @Test
    void a_rule_that_finds_more_subjects_than_are_kept_apart_says_so_and_is_not_called_failed() {
        count(FROM, KEPT_APART, 0);
        assertThat(tally.report().cut()).isFalse();

        count(TO, KEPT_APART + 1, 0);

        assertThat(tally.report().cut()).isTrue();
        assertThat(tally.report().subjects()).isEqualTo(KEPT_APART);
        assertThat(tally.report().findings()).isEqualTo(2 * KEPT_APART + 1);
        assertThat(tally.report().error()).isEmpty();
    }
}
