package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a PCE's answer to a message in somebody's hands. */
class EngineTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    private static final String BLOCKED_BURST =
            """
            rule "burst"
                @title("Blocked burst")
                @severity(HIGH)
                @window("10m")
                @threshold(25)
            when
                Threshold( rule == "burst", $max : value )
                accumulate( Flow( decision == Decision.BLOCKED, srcIp == "10.0.0.5", $c : connections ); $n : sum($c); $n >= $max )
            then
                findings.add( "10.0.0.5", "%s blocked connections", $n );
            end
            """;

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT);
    private Lab lab;
    private Receiver receiver;

    @BeforeEach
    void start() {
        lab = Lab.empty(clock).start();
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        lab.close();
        receiver.close();
    }

    private Installation installation() throws Exception {
        return new Installation(folder, clock)
                .watches("hq", lab)
                .tells(receiver.url())
                .rule("burst", BLOCKED_BURST)
                .open();
    }

    /**
     * The first pull of a bucket that began at midnight cannot tell when its traffic was: it takes
     * a second to see a burst.
     */
    private Installation installationThatHasPulled() throws Exception {
        clock.set(EIGHT.minus(Duration.ofMinutes(10)));
        Installation monitor = installation();
        monitor.run();
        clock.set(EIGHT);
        return monitor;
    }

    private void blocked(Instant at, int count) {
        lab.traffic().add(Connection.of("10.0.0.5", "10.0.0.9", 445).at(at).count(count).blocked());
    }

    @Test
    void twenty_five_blocked_connections_in_ten_minutes_become_one_signed_message()
            throws Exception {
        try (Installation monitor = installationThatHasPulled()) {
            blocked(EIGHT.minusSeconds(300), 25);

            List<RunResult> runs = monitor.run();

            assertThat(runs).extracting(RunResult::result).containsExactly("OK");
            assertThat(receiver.calls())
                    .singleElement()
                    .satisfies(
                            call -> {
                                assertThat(call.body())
                                        .contains(
                                                "\"subject\":\"10.0.0.5\"",
                                                "25 blocked connections");
                                assertThat(call.key()).hasSize(64);
                                assertThat(call.signature()).startsWith("sha256=");
                            });
            assertThat(monitor.number("sum(connections), 0) from history.increments where counted"))
                    .isEqualTo(25);
        }
    }

    @Test
    void twenty_four_stay_quiet_and_so_do_many_of_two_hours_ago() throws Exception {
        blocked(EIGHT.minus(Duration.ofHours(2)), 500);
        try (Installation monitor = installationThatHasPulled()) {
            blocked(EIGHT.minusSeconds(300), 24);

            monitor.run();

            assertThat(monitor.number("count(*), 0) from history.alerts")).isZero();
            assertThat(receiver.calls()).isEmpty();
        }
    }

    @Test
    void a_bucket_that_grows_is_counted_by_what_it_grew() throws Exception {
        blocked(EIGHT.minus(Duration.ofHours(3)), 1000);
        try (Installation monitor = installation()) {
            monitor.run();
            clock.advance(Duration.ofMinutes(5));
            blocked(EIGHT.plusSeconds(60), 10);

            monitor.run();

            assertThat(
                            monitor.ask(
                                    "select connections from history.increments order by until",
                                    Long.class))
                    .containsExactly(1000L, 10L);
            assertThat(receiver.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1h, 0", "10m, 1"})
    void the_history_calls_spread_what_the_configuration_shares_out(String span, long spread)
            throws Exception {
        clock.set(EIGHT.minus(Duration.ofHours(2)));
        try (Installation monitor =
                new Installation(folder, clock).watches("hq", lab).spreadAfter(span).open()) {
            monitor.run();
            clock.set(EIGHT.minus(Duration.ofMinutes(40)));
            monitor.run();
            clock.set(EIGHT);
            blocked(EIGHT.minusSeconds(60), 5);
            blocked(EIGHT.minus(Duration.ofMinutes(30)), 5);

            monitor.run();

            assertThat(monitor.number("sum(connections), 0) from history.increments"))
                    .isEqualTo(10);
            assertThat(monitor.number("count(*), 0) from history.increments where spread"))
                    .isEqualTo(spread);
        }
    }

    @Test
    void the_same_finding_at_the_next_tick_counts_up_and_tells_nobody() throws Exception {
        try (Installation monitor = installationThatHasPulled()) {
            blocked(EIGHT.minusSeconds(60), 30);
            monitor.run();
            clock.advance(Duration.ofMinutes(5));
            monitor.run();
            monitor.reopen();
            monitor.run();

            assertThat(monitor.ask("select occurrences from history.alerts", Integer.class))
                    .containsExactly(2);
            assertThat(receiver.calls()).hasSize(1);
        }
    }

    @Test
    void what_was_missed_while_the_pce_was_away_is_found_afterwards() throws Exception {
        try (Installation monitor = installation()) {
            monitor.run();
            lab.refuse();
            clock.advance(Duration.ofMinutes(5));
            blocked(EIGHT.plusSeconds(120), 40);
            assertThat(monitor.run()).extracting(RunResult::result).containsExactly("FAILED");
            assertThat(monitor.number("count(*), 0) from history.gaps where closed_at is null"))
                    .isPositive();
            lab.up();
            clock.advance(Duration.ofMinutes(5));

            monitor.run();

            assertThat(monitor.number("sum(connections), 0) from history.increments"))
                    .isEqualTo(40);
            assertThat(monitor.number("count(*), 0) from history.gaps where closed_at is null"))
                    .isZero();
            assertThat(monitor.number("count(*), 0) from history.alerts")).isEqualTo(1);
        }
    }

    @Test
    void of_two_pces_the_one_that_is_down_does_not_touch_the_other() throws Exception {
        try (Lab branch = Lab.empty(clock).start()) {
            branch.refuse();
            clock.set(EIGHT.minus(Duration.ofMinutes(10)));
            try (Installation monitor =
                    new Installation(folder, clock)
                            .watches("branch", branch)
                            .watches("hq", lab)
                            .rule("burst", BLOCKED_BURST)
                            .open()) {
                monitor.run();
                clock.set(EIGHT);
                blocked(EIGHT.minusSeconds(300), 25);

                assertThat(monitor.run())
                        .extracting(RunResult::result)
                        .containsExactly("FAILED", "OK");
                assertThat(monitor.ask("select pce from history.alerts order by pce", String.class))
                        .containsExactly("hq");
            }
        }
    }

    @Test
    void a_download_that_breaks_off_is_fetched_again_and_counted_once() throws Exception {
        blocked(EIGHT.minusSeconds(300), 25);
        lab.faults().on(Match.download()).times(1).cut(0.5);
        try (Installation monitor = installation()) {

            assertThat(monitor.run()).extracting(RunResult::result).containsExactly("OK");

            assertThat(monitor.number("sum(connections), 0) from history.increments"))
                    .isEqualTo(25);
        }
    }

    @Test
    void a_run_never_works_on_a_tick_that_is_still_to_come() throws Exception {
        clock.set(EIGHT.plusSeconds(285));
        try (Installation monitor = installation()) {
            assertThat(monitor.engine().presentTick(monitor.engine().cycles().get(0)))
                    .isEqualTo(EIGHT);
            clock.set(EIGHT.plusSeconds(299));
            assertThat(monitor.engine().presentTick(monitor.engine().cycles().get(0)))
                    .as("answers tell the PCE's clock to within a second")
                    .isEqualTo(EIGHT.plusSeconds(300));
        }
    }

    @Test
    void the_first_run_of_a_process_is_at_the_pces_tick_not_at_this_machines() throws Exception {
        lab.skew(Duration.ofHours(-8));
        try (Installation monitor = installation()) {

            assertThat(monitor.run())
                    .extracting(RunResult::tick)
                    .containsExactly(EIGHT.minus(Duration.ofHours(8)));
            assertThat(monitor.reopen().run())
                    .extracting(RunResult::tick)
                    .containsExactly(EIGHT.minus(Duration.ofHours(8)));
        }
    }

    @Test
    void the_five_times_of_an_alert_are_all_of_the_pces_clock() throws Exception {
        Duration ahead = Duration.ofMinutes(90);
        lab.skew(ahead);
        Instant happened = EIGHT.plus(ahead).minusSeconds(300);
        try (Installation monitor = installationThatHasPulled()) {
            blocked(happened, 25);

            monitor.run();

            assertThat(monitor.number("count(*), 0) from history.deliveries where sent_at is null"))
                    .isZero();
            for (String time :
                    List.of("happened_at", "visible_at", "pulled_at", "judged_at", "sent_at")) {
                assertThat(
                                monitor.number(
                                        "count(*), 0) from history.alerts where %s between '%s' and '%s'"
                                                .formatted(
                                                        time,
                                                        happened,
                                                        EIGHT.plus(ahead).plusSeconds(2))))
                        .as(time)
                        .isOne();
            }
        }
    }

    @Test
    void a_pce_that_cannot_be_asked_for_its_time_is_asked_at_this_machines_tick() throws Exception {
        lab.refuse();
        try (Installation monitor = installation()) {

            assertThat(monitor.run()).extracting(RunResult::tick).containsExactly(EIGHT);
        }
    }

    @Test
    void a_process_that_begins_while_the_pce_is_away_goes_by_the_clock_that_the_pce_had()
            throws Exception {
        lab.skew(Duration.ofHours(-8));
        try (Installation monitor = installation()) {
            monitor.run();
            clock.advance(Duration.ofMinutes(5));
            lab.refuse();

            assertThat(monitor.reopen().run())
                    .extracting(RunResult::tick)
                    .containsExactly(EIGHT.plusSeconds(300).minus(Duration.ofHours(8)));
        }
    }

    @Test
    void queries_that_a_killed_process_left_on_the_pce_are_removed_by_the_next_one()
            throws Exception {
        lab.faults().on(Match.delete()).always().answer(503);
        try (Installation monitor = installation()) {
            monitor.run();
            assertThat(lab.queries().alive()).isNotEmpty();
            lab.faults().clear();
            clock.advance(Duration.ofMinutes(5));

            assertThat(monitor.reopen().run()).extracting(RunResult::result).containsExactly("OK");

            assertThat(lab.queries().alive()).isEmpty();
        }
    }
}
