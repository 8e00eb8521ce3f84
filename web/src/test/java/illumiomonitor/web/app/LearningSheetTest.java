package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.web.service.RuleRow;
import illumiomonitor.web.service.RuleWait;
import illumiomonitor.web.service.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningSheetTest {

    private static final Duration NEEDED = Duration.ofDays(14);
    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    private static final String RULES =
            """
            package illumiomonitor.rules.slow
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings

            rule "slow/learning"
                @title("Learning") @severity(LOW) @window("10m") @minHistory("7d")
            when
                $flow : Flow( decision == Decision.BLOCKED )
            then
                findings.add( $flow.srcIp(), "blocked" );
            end

            rule "slow/live"
                @title("Live") @severity(LOW) @window("10m")
            when
                $flow : Flow( decision == Decision.BLOCKED )
            then
                findings.add( $flow.srcIp(), "blocked" );
            end
            """;
    private static final String DRAFT =
            """
            package illumiomonitor.rules.slow
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings

            rule "slow/draft"
                @title("Draft") @severity(LOW) @window("10m")
            when
                $flow : Flow( draft == "blocked_by_override_deny" )
            then
                findings.add( $flow.srcIp(), "blocked" );
            end
            """;

    @TempDir Path folder;

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

    @Test
    void gaps_are_said_to_have_paused_it() {
        assertThat(said(null, Duration.ofDays(3), Duration.ofMinutes(90), 0))
                .contains("3 of 14 days covered, paused by 1.5 h of gaps, 0 findings");
    }

    private static String said(Instant until, Duration covered, int findings) {
        return said(until, covered, Duration.ZERO, findings);
    }

    private static String said(Instant until, Duration covered, Duration missed, int findings) {
        RuleWait.Learning one =
                new RuleWait.Learning("hq", until, covered, missed, NEEDED, findings);
        return LearningSheet.sentence(
                new RuleWait("a", List.of(one), false), ZoneId.of("Asia/Taipei"));
    }

    @Test
    void the_engine_says_which_rules_wait_and_for_what() throws Exception {
        LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
        try (Lab lab = Lab.empty(clock).start();
                EngineService service = service(lab, clock, "false")) {
            service.run(RunRequest.now(), Journal.none());
            clock.set(EIGHT);
            lab.traffic()
                    .add(
                            Connection.of("10.0.0.5", "10.0.0.9", 445)
                                    .at(EIGHT.minusSeconds(60))
                                    .count(7)
                                    .blocked());
            service.run(RunRequest.now(), Journal.none());

            List<RuleWait> waits = service.waits();

            assertThat(waits)
                    .extracting(RuleWait::rule)
                    .containsExactly("slow/draft", "slow/learning");
            assertThat(waits.get(0)).isEqualTo(new RuleWait("slow/draft", List.of(), true));
            assertThat(waits.get(1).draft()).isFalse();
            assertThat(waits.get(1).learning())
                    .singleElement()
                    .satisfies(
                            one -> {
                                assertThat(one.pce()).isEqualTo("hq");
                                assertThat(one.until())
                                        .isBetween(
                                                EIGHT.plus(Duration.ofDays(6)),
                                                EIGHT.plus(Duration.ofDays(7)));
                                assertThat(one.covered().plus(one.missed()))
                                        .isLessThan(Duration.ofDays(1));
                                assertThat(one.needed()).isEqualTo(Duration.ofDays(7));
                                assertThat(one.findings()).isEqualTo(1);
                            });
            assertThat(service.rules())
                    .extracting(RuleRow::needs)
                    .containsExactly("pull.draft: true", "", "");
            assertThat(service.rules().get(1).learning())
                    .startsWith("learning until 2026-07-0")
                    .endsWith("of 7 days covered, 1 finding so far");
        }
    }

    @Test
    void what_exceptions_spare_counts_as_the_alerts_behind_its_link_do() throws Exception {
        LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(
                folder.resolve("rules/exceptions.yaml"),
                "- {rule: slow/learning, subject: 10.0.0.6, owner: ann, reason: scanner}\n");
        try (Lab lab = Lab.empty(clock).start();
                EngineService service = service(lab, clock, "false")) {
            service.run(RunRequest.now(), Journal.none());
            clock.set(EIGHT);
            for (String source : List.of("10.0.0.5", "10.0.0.6")) {
                lab.traffic()
                        .add(
                                Connection.of(source, "10.0.0.9", 445)
                                        .at(EIGHT.minusSeconds(60))
                                        .count(7)
                                        .blocked());
            }
            service.run(RunRequest.now(), Journal.none());

            assertThat(service.waits().get(1).learning())
                    .extracting(RuleWait.Learning::findings)
                    .containsExactly(2);
        }
    }

    @Test
    void a_rule_that_gets_draft_decisions_needs_nothing() throws Exception {
        LabClock clock = new LabClock(EIGHT);
        try (Lab lab = Lab.empty(clock).start();
                EngineService service = service(lab, clock, "true")) {
            assertThat(service.rules()).extracting(RuleRow::needs).containsOnly("");
        }
    }

    private EngineService service(Lab lab, LabClock clock, String draft) throws Exception {
        lab.habits().requestsPerMinute(100_000);
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Files.writeString(rules.resolve("slow.drl"), RULES);
        Files.writeString(rules.resolve("draft.drl"), DRAFT);
        Path config = folder.resolve("monitor.yaml");
        Files.writeString(
                config,
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                pull: {requests-per-minute: 100000, first-run: 1h, draft: %s}
                rules: {dir: rules}
                channels: []
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret(), draft));
        return EngineService.owning(
                Engine.open(ConfigFile.load(config, Map.of()), clock, Pace.brisk()));
    }
}
