package illumiomonitor.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.alert.Scene;
import illumiomonitor.engine.replay.Tried.Key;
import illumiomonitor.engine.rule.InForce;
import illumiomonitor.engine.rule.Measure;
import illumiomonitor.engine.rule.RuleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A difference between a replay and what was found live comes with why, where that is known. */
class ReasonsTest {

    private static final Instant TICK = Instant.parse("2026-07-01T08:00:00Z");
    private static final Instant JUDGED = TICK.plus(Duration.ofMinutes(15));
    private static final Instant LATE = TICK.plus(Duration.ofHours(2));
    private static final Key KEY = new Key("hq", "burst", "10.0.0.5", TICK);

    private final RuleInfo rule = new Scene().info();
    private final InForce same = new InForce(rule.version(), null, false);

    private Tried found(String version, String held, Instant pulledAt) {
        return new Tried(KEY, "found", Measure.NONE, held, version, pulledAt);
    }

    private List<String> why(
            @Nullable Instant judgedAt,
            @Nullable InForce then,
            @Nullable Tried now,
            @Nullable Tried live) {
        Tally tally = new Tally(rule, null, TICK, TICK);
        Listing listing = new Listing();
        Map<Key, Tried> found = now == null ? Map.of() : Map.of(KEY, now);
        Map<Key, Tried> stored = live == null ? Map.of() : Map.of(KEY, live);
        tally.count(new Tally.AtTick(judgedAt, then, found, null, stored), listing);
        assertThat(listing.inOrder()).hasSize(1);
        return listing.inOrder().get(0).why();
    }

    @Test
    void a_row_that_came_after_the_tick_was_judged_is_named_with_when_it_was_pulled() {
        assertThat(why(JUDGED, same, found(rule.version(), "", LATE), null))
                .containsExactly(
                        "rows that it rests on were pulled at 2026-07-01T10:00:00Z, after the tick"
                                + " had been judged at 2026-07-01T08:15:00Z");
        assertThat(why(LATE, same, found(rule.version(), "", LATE), null)).isEmpty();
    }

    @Test
    void another_text_another_threshold_and_a_rule_that_was_not_there_are_named() {
        Tried now = found(rule.version(), "", TICK);

        assertThat(why(JUDGED, new InForce("older", null, false), now, null))
                .containsExactly("version older of the rule judged live then");
        assertThat(why(JUDGED, null, null, found("older", "", TICK)))
                .containsExactly("version older of the rule judged live then");
        assertThat(why(JUDGED, new InForce(rule.version(), 7_777L, false), now, null))
                .containsExactly("the threshold was 7777 then");
        assertThat(why(JUDGED, null, now, null))
                .containsExactly("the rule did not judge live then");
        assertThat(why(JUDGED, new InForce(rule.version(), null, true), now, null))
                .containsExactly("the rule did not judge live then");
    }

    @Test
    void who_would_hear_of_it_now_and_did_not_then_is_named() {
        String version = rule.version();
        Tried told = found(version, "", TICK);
        Tried spared = found(version, "exception: scanner", TICK);

        assertThat(why(JUDGED, same, spared, told))
                .containsExactly("it is spared since by an exception: scanner");
        assertThat(why(JUDGED, same, told, spared))
                .containsExactly("it was spared then by an exception: scanner");
        assertThat(why(JUDGED, same, told, found(version, "learning", TICK)))
                .containsExactly("the rule was learning then");
        assertThat(why(JUDGED, same, told, found(version, "shadow", TICK)))
                .containsExactly("the rule was in shadow then");
        assertThat(why(JUDGED, same, told, told)).isEmpty();
    }

    @Test
    void where_nothing_was_judged_live_there_is_nothing_to_explain() {
        assertThat(why(null, same, found(rule.version(), "", LATE), null)).isEmpty();
    }
}
