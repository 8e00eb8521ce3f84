package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.replay.ReplayedFinding;
import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that came hours late are found by rules with long windows as if they had come in time. */
class LateRowsTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));

    private static Instant at(int hour, int minute) {
        return EIGHT.plus(Duration.ofHours(hour - 8)).plus(Duration.ofMinutes(minute));
    }

    @Test
    void a_replay_of_six_hours_windows_finds_what_was_found_live_although_rows_came_late()
            throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor =
                        new Installation(folder, clock)
                                .watches("hq", lab)
                                .rule("six", SummedRule.of("six", "6h", 50))
                                .rule("ten", SummedRule.of("ten", "10m", 50))
                                .open()) {
            lab.habits().requestsPerMinute(100_000);
            monitor.runUntil(at(11, 57));
            blocked(lab, "10.9.9.1", at(11, 0));
            blocked(lab, "10.9.9.2", at(9, 0));

            monitor.runUntil(at(13, 20));

            assertThat(ticks(monitor, "six", "10.9.9.2"))
                    .as("every quarter of an hour, from the first that saw it on")
                    .hasSize(17);
            assertThat(ticks(monitor, "ten", "10.9.9.2")).hasSize(2);
            Replayed replayed =
                    monitor.engine()
                            .replays()
                            .replay(
                                    new ReplayPlan(null, null, null, EIGHT, at(13, 0)),
                                    Journal.none());
            assertThat(replayed.findings()).hasSizeGreaterThan(24);
            assertThat(replayed.findings())
                    .extracting(ReplayedFinding::mark)
                    .containsOnly(Mark.SAME);
            assertThat(monitor.number("count(*), 0) from touched_tick"))
                    .as("nothing is left to be judged again")
                    .isZero();
        }
    }

    private static void blocked(Lab lab, String src, Instant when) {
        lab.traffic().add(Connection.of(src, "10.9.9.9", 445).at(when).count(60).blocked());
    }

    private static List<String> ticks(Installation monitor, String rule, String subject) {
        return monitor.ask(
                "select cast(tick as varchar) from history.findings where rule = '"
                        + rule
                        + "' and subject = '"
                        + subject
                        + "' and tick <= timestamp with time zone '2026-07-01 13:00:00Z' order by 1",
                String.class);
    }
}
