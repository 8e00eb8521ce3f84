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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two PCEs, of which one tells late what it saw, are replayed as they were judged live. */
class ReplayOfManyTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    private static final Instant TEN = EIGHT.plus(Duration.ofHours(2));
    private static final Duration SETTLE = Duration.ofMinutes(15);
    private static final String EARLY = "10.9.9.8";
    private static final String LATE = "10.9.9.9";

    private static final String GOES_ON =
            """
            rule "goes-on"
                @title("Goes on") @severity(LOW) @window("2h")
            when
                $open : OpenAlert( rule == "noisy", $who : subject )
            then
                findings.add( $who, "noisy since %s", $open.firstTick() );
            end
            """;

    private static final String TOLD =
            """
            rule "told"
                @title("Told") @severity(LOW) @window("2h")
            when
                RecentAlert( rule == "noisy" || rule == "long", subject == "10.9.9.8", $rule : rule )
            then
                findings.add( $rule, "told" );
            end
            """;

    @TempDir static Path folder;

    private static final LabClock CLOCK = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
    private static Lab north;
    private static Lab south;
    private static Installation monitor;

    @BeforeAll
    static void live_for_two_hours() throws Exception {
        north = Lab.empty(CLOCK).start();
        south = Lab.empty(CLOCK).start();
        for (Lab lab : List.of(north, south)) {
            lab.habits().requestsPerMinute(100_000);
        }
        monitor =
                new Installation(folder, CLOCK)
                        .watches("north", north)
                        .watches("south", south)
                        .rule("noisy", SummedRule.of("noisy", "10m", 40))
                        .rule("long", SummedRule.of("long", "3h", 100))
                        .rule("goes-on", GOES_ON)
                        .rule("told", TOLD);
        Files.writeString(
                folder.resolve("rules/exceptions.yaml"),
                "- {rule: noisy, subject: 10.9.9.8, owner: ann, reason: ticket 7}\n");
        monitor.open();
        for (int minute = 2; minute < 120; minute += 7) {
            Instant at = EIGHT.plus(Duration.ofMinutes(minute));
            north.traffic().add(Connection.of(EARLY, "10.9.9.1", 443).at(at).count(45));
            south.traffic().add(Connection.of(EARLY, "10.9.9.2", 443).at(at).count(9));
        }
        south.traffic()
                .add(
                        Connection.of(LATE, "10.9.9.2", 445)
                                .at(EIGHT.plus(Duration.ofMinutes(33)))
                                .count(160)
                                .visibleAfter(Duration.ofMinutes(40))
                                .blocked());
        monitor.runUntil(TEN.plus(SETTLE).plus(SETTLE));
    }

    @AfterAll
    static void stop() {
        monitor.close();
        north.close();
        south.close();
    }

    private Replayed replay(String rule) throws InterruptedException {
        return monitor.engine()
                .replays()
                .replay(new ReplayPlan(rule, null, null, EIGHT, TEN), Journal.none());
    }

    private List<String> live() {
        return monitor.ask(
                "select pce || ' ' || rule || ' ' || subject || ' ' || tick || ' ' || summary"
                        + " from history.findings where confirmed"
                        + " and tick between timestamp with time zone '2026-07-01 08:00:00Z'"
                        + " and timestamp with time zone '2026-07-01 10:00:00Z' order by 1",
                String.class);
    }

    private String key(ReplayedFinding one) {
        String tick =
                monitor.ask(
                                "values cast(timestamp with time zone '%s' as varchar)"
                                        .formatted(one.tick()),
                                String.class)
                        .get(0);
        return String.join(" ", one.pce(), one.rule(), one.subject(), tick, one.summary());
    }

    @Test
    void each_pce_is_replayed_as_it_was_judged_with_long_windows_and_open_alerts()
            throws Exception {
        Replayed replayed = replay(null);

        assertThat(replayed.rules()).allSatisfy(rule -> assertThat(rule.error()).isEmpty());
        assertThat(replayed.findings())
                .extracting(one -> one.pce() + " " + one.rule() + " " + one.subject())
                .contains(
                        "north noisy " + EARLY,
                        "north long " + EARLY,
                        "north goes-on " + EARLY,
                        "south long " + EARLY,
                        "south noisy " + LATE,
                        "south long " + LATE)
                .doesNotContain("south noisy " + EARLY, "north noisy " + LATE);
        assertThat(
                        replayed.findings().stream()
                                .filter(one -> one.mark() == Mark.SAME)
                                .map(this::key)
                                .sorted()
                                .toList())
                .isEqualTo(live());
    }

    @Test
    void a_replay_says_how_many_exceptions_of_today_it_applied() throws Exception {
        assertThat(replay("noisy").exceptions()).isEqualTo(1);
    }

    @Test
    void what_an_exception_kept_silent_is_not_told_of_in_a_replay_either() throws Exception {
        assertThat(replay(null).findings())
                .filteredOn(one -> one.rule().equals("told"))
                .isNotEmpty()
                .allMatch(one -> one.mark() == Mark.SAME)
                .allMatch(one -> one.subject().equals("long"));
        assertThat(replay("noisy").findings())
                .filteredOn(one -> one.subject().equals(EARLY))
                .isNotEmpty()
                .allMatch(one -> one.mark() == Mark.SAME);
    }

    @Test
    void windows_over_an_hour_find_live_what_was_told_late_as_the_replay_does() throws Exception {
        Replayed all = replay(null);

        assertThat(all.findings()).allMatch(one -> one.mark() == Mark.SAME);
        assertThat(all.findings())
                .filteredOn(one -> one.rule().equals("long") && one.subject().equals(LATE))
                .anyMatch(one -> one.tick().isAfter(EIGHT.plus(Duration.ofMinutes(33 + 60))));
    }

    @Test
    void what_was_told_late_is_found_at_the_ticks_at_which_it_happened() throws Exception {
        assertThat(replay("noisy").findings())
                .filteredOn(one -> one.subject().equals(LATE))
                .isNotEmpty()
                .allMatch(one -> one.mark() == Mark.SAME)
                .allMatch(one -> one.tick().isBefore(EIGHT.plus(Duration.ofMinutes(50))));
    }
}
