package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked for, and which slices are cut. */
class WindowsTest {

    private static final Instant COVERAGE = Instant.parse("2026-06-20T00:00:00Z");

    @Test
    void the_first_pull_asks_from_coverage_on() {
        assertThat(windows(null, "2026-06-21T10:05:00Z"))
                .containsExactly("2026-06-20T00:00:00Z/2026-06-21T10:05:00Z");
    }

    @Test
    void a_pull_overlaps_the_one_before() {
        assertThat(windows("2026-06-21T10:05:00Z", "2026-06-21T10:10:00Z"))
                .containsExactly("2026-06-21T09:35:00Z/2026-06-21T10:10:00Z");
    }

    @Test
    void after_failures_it_begins_where_the_last_whole_pull_ended() {
        assertThat(windows("2026-06-21T10:05:00Z", "2026-06-21T10:55:00Z"))
                .containsExactly("2026-06-21T09:35:00Z/2026-06-21T10:55:00Z");
    }

    @Test
    void one_pull_an_hour_reaches_back_six_hours() {
        assertThat(windows("2026-06-21T10:55:00Z", "2026-06-21T11:00:00Z"))
                .containsExactly("2026-06-21T05:00:00Z/2026-06-21T11:00:00Z");
        assertThat(windows("2026-06-21T10:55:00Z", "2026-06-21T11:05:00Z"))
                .containsExactly("2026-06-21T05:05:00Z/2026-06-21T11:05:00Z");
        assertThat(windows("2026-06-21T11:00:00Z", "2026-06-21T11:05:00Z"))
                .containsExactly("2026-06-21T10:30:00Z/2026-06-21T11:05:00Z");
    }

    @Test
    void one_pull_after_three_asks_the_whole_day_before() {
        assertThat(windows("2026-06-22T02:55:00Z", "2026-06-22T03:00:00Z"))
                .containsExactly("2026-06-21T00:00:00Z/2026-06-22T03:00:00Z");
        assertThat(windows("2026-06-22T11:55:00Z", "2026-06-22T12:00:00Z"))
                .containsExactly("2026-06-21T00:00:00Z/2026-06-22T12:00:00Z");
    }

    @Test
    void after_days_without_a_pull_every_day_is_asked_whole() {
        assertThat(windows("2026-06-22T10:00:00Z", "2026-06-25T10:00:00Z"))
                .containsExactly("2026-06-21T00:00:00Z/2026-06-25T10:00:00Z");
    }

    @Test
    void nothing_is_asked_before_coverage() {
        assertThat(windows("2026-06-20T00:10:00Z", "2026-06-20T00:15:00Z"))
                .containsExactly("2026-06-20T00:00:00Z/2026-06-20T00:15:00Z");
    }

    @Test
    void an_older_tick_is_asked_with_the_same_overlap() {
        assertThat(windows("2026-06-21T10:05:00Z", "2026-06-21T08:10:00Z"))
                .containsExactly("2026-06-21T07:35:00Z/2026-06-21T08:10:00Z");
    }

    @Test
    void until_the_mode_is_proven_whole_days_are_asked() {
        Frame frame = frame("2026-06-21T10:00:00Z", "2026-06-21T10:05:00Z", Mode.UNPROVEN);

        assertThat(texts(frame))
                .containsExactly(
                        "2026-06-20T00:00:00Z/2026-06-20T23:59:59.999Z",
                        "2026-06-21T00:00:00Z/2026-06-21T10:05:00Z");
    }

    @Test
    void new_slices_are_aligned_and_what_is_old_is_caught_up_in_hours() {
        List<Slice> slices =
                Slices.cut(
                        Instant.parse("2026-06-21T07:58:11Z"),
                        Instant.parse("2026-06-21T12:02:00Z"));

        assertThat(slices.get(0).from()).isEqualTo("2026-06-21T07:58:11Z");
        assertThat(slices.get(0).to()).isEqualTo("2026-06-21T08:00:00Z");
        assertThat(slices.get(1).to()).isEqualTo("2026-06-21T09:00:00Z");
        assertThat(slices.get(slices.size() - 1).from()).isEqualTo("2026-06-21T12:00:00Z");
        assertThat(slices.get(slices.size() - 1).to()).isEqualTo("2026-06-21T12:05:00Z");
        for (int i = 1; i < slices.size(); i++) {
            assertThat(slices.get(i).from()).isEqualTo(slices.get(i - 1).to());
        }
    }

    private static List<String> windows(@Nullable String previous, String tick) {
        return texts(frame(previous, tick, Mode.BUCKET));
    }

    private static Frame frame(@Nullable String previous, String tick, Mode mode) {
        return new Frame(
                Instant.parse(tick),
                previous == null ? null : Instant.parse(previous),
                COVERAGE,
                Instant.parse("2026-06-01T00:00:00Z"),
                Duration.ofMinutes(5),
                mode,
                "");
    }

    private static List<String> texts(Frame frame) {
        return Windows.of(frame, Duration.ofMinutes(30)).stream()
                .map(window -> window.from() + "/" + window.to())
                .toList();
    }
}
