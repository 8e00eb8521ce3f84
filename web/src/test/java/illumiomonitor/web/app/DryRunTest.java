package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.web.service.AlertDecision;
import illumiomonitor.web.service.AlertFilter;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.DryRule;
import illumiomonitor.web.service.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The debug mode: what every rule would do now, and what would hold it. */
class DryRunTest extends Watching {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    /** One blocked source is found by four rules that differ in what holds them. */
    private static final String RULES =
            """
            package illumiomonitor.rules.dry
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings

            rule "dry/burst"
                @title("Burst") @severity(HIGH) @window("10m") @cooldown("1h") @threshold(25) @unit("blocked connections")
            when
                Threshold( rule == "dry/burst", $max : value )
                groupby( Flow( decision == Decision.BLOCKED, $src : srcIp, $c : connections ); $ip : $src; $n : sum($c); $n >= $max )
            then
                findings.add( $ip, "%s blocked", $n );
            end

            rule "dry/shadow"
                @title("Shadow") @severity(LOW) @window("10m") @threshold(1) @mode(shadow)
            when
                Threshold( rule == "dry/shadow", $max : value )
                FanOut( destinations >= $max, $n : destinations, $src : srcIp )
            then
                findings.add( $src, "%s destinations", $n );
            end

            rule "dry/learning"
                @title("Learning") @severity(LOW) @window("10m") @threshold(2) @unit("hundreds") @minHistory("7d")
            when
                Threshold( rule == "dry/learning", $most : value )
                accumulate( Flow( srcIp == "10.0.0.5", $c : connections ); $all : sum($c); $all * 10 > 0, $all >= $most * 10 )
            then
                findings.add( "10.0.0.5", "%s", $all );
            end

            rule "dry/spared"
                @title("Spared") @severity(LOW) @window("10m")
            when
                $flow : Flow( decision == Decision.BLOCKED )
            then
                findings.add( $flow.srcIp(), "blocked" );
            end

            rule "dry/quiet"
                @title("Quiet") @severity(LOW) @window("10m") @threshold(5000) @unit("connections")
            when
                Threshold( rule == "dry/quiet", $max : value )
                $flow : Flow( $n : connections, connections >= $max )
            then
                findings.add( $flow.srcIp(), "%s", $n );
            end
            """;

    private static final String EXCEPTIONS =
            """
            - {rule: dry/spared, cidr: 10.0.0.0/24, owner: ann, reason: "ticket 7"}
            """;

    private final LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));

    @BeforeEach
    void start() throws Exception {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Files.writeString(rules.resolve("dry.drl"), RULES);
        Files.writeString(rules.resolve("exceptions.yaml"), EXCEPTIONS);
        watch(clock);
        service.run(RunRequest.now(), Journal.none());
        clock.set(EIGHT);
        blocked(37);
    }

    private void blocked(int count) {
        lab.traffic()
                .add(
                        Connection.of("10.0.0.5", "10.0.0.9", 445)
                                .at(clock.instant().minusSeconds(60))
                                .count(count)
                                .blocked());
    }

    private List<DryRule> dry() throws InterruptedException {
        return service.run(RunRequest.trial(), Journal.none()).rules();
    }

    private DryRule burst() throws InterruptedException {
        return dry().stream()
                .filter(row -> row.rule().equals("dry/burst"))
                .findFirst()
                .orElseThrow();
    }

    private long alerts() throws InterruptedException {
        return service.alerts(new AlertFilter(null, null, null, null, null, null, 10)).size();
    }

    @Test
    void every_rule_says_what_it_counted_and_what_holds_it() throws Exception {
        assertThat(dry())
                .extracting(
                        DryRule::rule,
                        DryRule::subject,
                        DryRule::value,
                        DryRule::threshold,
                        DryRule::wouldFire,
                        DryRule::held)
                .containsExactly(
                        tuple("dry/burst", "10.0.0.5", 37.0, 25L, true, ""),
                        tuple("dry/learning", "10.0.0.5", 3.7, 2L, false, "learning"),
                        tuple("dry/quiet", "", null, 5000L, false, ""),
                        tuple("dry/shadow", "10.0.0.5", 1.0, 1L, false, "shadow"),
                        tuple("dry/spared", "10.0.0.5", null, 1L, false, "exception: ticket 7"));
    }

    @Test
    void nothing_is_remembered_and_nobody_is_told() throws Exception {
        dry();
        dry();

        assertThat(alerts()).isZero();
        assertThat(burst().wouldFire()).as("as if it had never been looked at").isTrue();
    }

    @Test
    void what_was_told_is_held_by_its_cooldown_until_it_is_over() throws Exception {
        service.run(RunRequest.now(), Journal.none());
        clock.advance(Duration.ofMinutes(5));

        assertThat(burst().held()).isEqualTo("cooldown");
        assertThat(burst().heldUntil()).isEqualTo(EIGHT.plus(Duration.ofHours(1)));

        clock.set(EIGHT.plus(Duration.ofMinutes(55)));
        blocked(30);
        assertThat(burst().wouldFire()).as("five minutes before the end").isFalse();

        clock.set(EIGHT.plus(Duration.ofHours(1)));
        blocked(30);
        assertThat(burst().wouldFire()).as("at the end").isTrue();
    }

    @Test
    void what_is_no_more_than_was_told_is_held_by_that() throws Exception {
        Path rule = folder.resolve("rules/dry.drl");
        Files.writeString(
                rule,
                Files.readString(rule)
                        .replace("@threshold(25)", "@refractory(\"7d\") @threshold(25)"));
        service.run(RunRequest.now(), Journal.none());
        clock.set(EIGHT.plus(Duration.ofMinutes(55)));
        dry();

        clock.set(EIGHT.plus(Duration.ofHours(1)));
        blocked(30);
        DryRule row = burst();
        assertThat(row.wouldFire()).as("%s", row).isFalse();
        assertThat(row.held()).as("%s", row).startsWith("refractory: told of 37");
    }

    @Test
    void what_somebody_looks_after_is_held_by_that() throws Exception {
        service.run(RunRequest.now(), Journal.none());
        AlertRow alert =
                service.alerts(new AlertFilter(null, null, "dry/burst", null, null, null, 10))
                        .get(0);
        service.acknowledge(new AlertDecision(alert.id(), "ann", ""));
        clock.advance(Duration.ofMinutes(5));

        assertThat(burst().held()).isEqualTo("acknowledged");
    }
}
