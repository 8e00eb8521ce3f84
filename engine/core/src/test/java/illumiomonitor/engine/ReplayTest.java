package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.replay.ReplayedFinding;
import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import illumiomonitor.engine.replay.ReplayedRule;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judging the past again finds what judging it live has found. */
class ReplayTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    private static final Instant TEN = EIGHT.plus(Duration.ofHours(2));
    private static final Duration SETTLE = Duration.ofMinutes(15);

    private static final String REACH =
            """
            rule "reach"
                @title("Reach") @severity(LOW) @window("10m")
            when
                FanOut( port >= 0, destinations >= 3, $src : srcIp, $n : destinations )
            then
                findings.add( $src, "%s destinations", $n );
            end
            """;

    private static final String GOES_ON =
            """
            rule "goes-on"
                @title("Goes on") @severity(LOW) @window("10m")
            when
                $t : Tick()
                $open : OpenAlert( rule == "noisy", $who : subject )
            then
                findings.add( $who, "still noisy since %s", $open.firstTick() );
            end
            """;

    private static final String SILENT =
            """
            rule "silent"
                @title("Silent") @severity(LOW) @window("5m")
            when
                $t : Tick()
                not Flow( port == 22 )
            then
                findings.add( "ssh", "nobody used SSH" );
            end
            """;

    private static final String MANY =
            """
            package illumiomonitor.rules
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings
            rule "many"
                @title("Many") @severity(LOW) @window("5m") @mode(shadow)
            when
                $t : Tick()
                Number( $n : intValue ) from %s
            then
                findings.add( "subject " + $n, "found" );
            end
            """
                    .formatted(IntStream.range(0, 300).boxed().toList());

    @TempDir static Path folder;

    private static final LabClock CLOCK = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
    private static Lab lab;
    private static Installation monitor;

    @BeforeAll
    static void live_for_two_hours() throws Exception {
        lab = Lab.demo(1, CLOCK).start();
        lab.habits().requestsPerMinute(100_000);
        monitor =
                new Installation(folder, CLOCK)
                        .watches("hq", lab)
                        .rule("noisy", SummedRule.of("noisy", "10m", 40))
                        .rule("long", SummedRule.of("long", "3h", 400))
                        .rule("reach", REACH)
                        .rule("goes-on", GOES_ON)
                        .rule("silent", SILENT)
                        .open();
        monitor.runUntil(EIGHT.plus(Duration.ofHours(1)));
        lab.traffic()
                .add(
                        Connection.of("10.9.9.9", "10.9.9.1", 445)
                                .at(CLOCK.instant().minus(Duration.ofMinutes(12)))
                                .count(60)
                                .blocked());
        monitor.runUntil(TEN.plus(SETTLE).plus(SETTLE));
    }

    @AfterAll
    static void stop() {
        monitor.close();
        lab.close();
    }

    private Replayed replay(String rule, String version) throws InterruptedException {
        return monitor.engine()
                .replays()
                .replay(new ReplayPlan(rule, version, null, EIGHT, TEN), Journal.none());
    }

    private List<String> confirmed() {
        return monitor.ask(
                "select rule || ' ' || subject || ' ' || tick || ' ' || summary from history.findings where confirmed"
                        + " and tick between timestamp with time zone '2026-07-01 08:00:00Z'"
                        + " and timestamp with time zone '2026-07-01 10:00:00Z' order by 1",
                String.class);
    }

    private List<String> keys(Replayed replayed) {
        List<String> keys = new ArrayList<>();
        for (ReplayedFinding one : replayed.findings()) {
            String tick =
                    monitor.ask(
                                    "values cast(timestamp with time zone '%s' as varchar)"
                                            .formatted(one.tick()),
                                    String.class)
                            .get(0);
            keys.add(one.rule() + " " + one.subject() + " " + tick + " " + one.summary());
        }
        return keys.stream().sorted().toList();
    }

    @Test
    void a_replay_finds_key_by_key_what_was_confirmed_live() throws Exception {
        Replayed replayed = replay(null, null);

        assertThat(replayed.ticks()).isEqualTo(25);
        assertThat(replayed.unjudged()).isZero();
        assertThat(replayed.rules()).allSatisfy(rule -> assertThat(rule.error()).isEmpty());
        assertThat(replayed.rules())
                .allSatisfy(rule -> assertThat(rule.findings()).as(rule.rule()).isPositive());
        assertThat(replayed.findings()).allMatch(one -> one.mark() == Mark.SAME);
        assertThat(replayed.findings()).allMatch(one -> one.why().isEmpty());
        assertThat(keys(replayed)).isEqualTo(confirmed());
    }

    @Test
    void a_replay_changes_nothing_that_is_live() throws Exception {
        List<Long> before = counts();

        replay(null, null);

        assertThat(counts()).isEqualTo(before);
    }

    private List<Long> counts() {
        return monitor.ask(
                "select count(*) from history.findings union all select count(*) from history.alerts"
                        + " union all select count(*) from history.runs union all select count(*) from history.rules",
                Long.class);
    }

    @Test
    void another_text_is_compared_with_what_was_found_and_with_the_text_before() throws Exception {
        String old =
                monitor.ask("select version from history.rules where rule = 'noisy'", String.class)
                        .get(0);
        ReplayedRule first = replay("noisy", null).rules().get(0);
        Path file = folder.resolve("rules/noisy.drl");
        String text = Files.readString(file);
        Files.writeString(file, text.replace("@threshold(40)", "@threshold(100000)"));

        Replayed quieter = replay("noisy", null);
        ReplayedRule quiet = quieter.rules().get(0);
        ReplayedRule again = replay("noisy", old).rules().get(0);
        Files.writeString(file, text);

        assertThat(first.same()).isPositive().isEqualTo(first.findings());
        assertThat(first.alerts()).isPositive().isLessThanOrEqualTo(first.findings());
        assertThat(first.messages()).isPositive();
        assertThat(quiet.versionBefore()).isEqualTo(old);
        assertThat(quiet.findings()).isZero();
        assertThat(quiet.missing()).isEqualTo(first.findings());
        assertThat(quieter.findings())
                .isNotEmpty()
                .allSatisfy(
                        one ->
                                assertThat(one.why())
                                        .containsExactly(
                                                "version "
                                                        + old
                                                        + " of the rule judged live then"));
        assertThat(quiet.goneSinceBefore()).isEqualTo(first.findings());
        assertThat(again.same()).isEqualTo(first.same());
    }

    @Test
    void ticks_that_nobody_judged_are_told_from_those_that_found_nothing() throws Exception {
        Instant earlier = EIGHT.minus(Duration.ofMinutes(30));

        Replayed replayed =
                monitor.engine()
                        .replays()
                        .replay(new ReplayPlan("noisy", null, null, earlier, TEN), Journal.none());

        assertThat(replayed.unjudged()).isEqualTo(1);
        assertThat(replayed.findings())
                .allMatch(one -> one.mark() != Mark.ADDED && one.mark() != Mark.MISSING);
    }

    @Test
    void table_and_timeline_count_more_findings_than_are_listed() throws Exception {
        Path file = folder.resolve("rules/many.drl");
        Files.writeString(file, MANY);

        Replayed replayed = replay("many", null);
        Files.delete(file);

        ReplayedRule rule = replayed.rules().get(0);
        assertThat(rule.error()).isEmpty();
        assertThat(rule.findings()).isEqualTo(25 * 300);
        assertThat(rule.timeline().stream().mapToLong(n -> n).sum()).isEqualTo(25 * 300);
        assertThat(rule.timeline().get(ReplayedRule.PARTS - 1)).isPositive();
        assertThat(replayed.findings()).hasSize(5_000);
        assertThat(replayed.cut()).isTrue();
        assertThat(replayed.differing()).isEqualTo(25 * 300);
    }

    @Test
    void what_is_not_there_is_said() {
        assertThatThrownBy(() -> replay("nosy", null)).hasMessageContaining("no rule nosy");
        assertThatThrownBy(() -> replay("noisy", "abc")).hasMessageContaining("no version abc");
    }
}
