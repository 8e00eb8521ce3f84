package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.journal.Journal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past judged once more remembers what it has found as long as live judging does. */
class RetrialTest {

    private static final Duration EIGHT_DAYS = Duration.ofDays(8);
    private static final String OPEN =
            Trials.rule(
                    "b",
                    "",
                    "OpenAlert( rule == \"a\", $who : subject )",
                    "findings.add($who, \"open\");");

    @TempDir Path dir;
    private Planted planted;
    private Judge judge;

    @BeforeEach
    void open() {
        planted = new Planted();
        Clock clock = Clock.fixed(TEN.plus(Duration.ofDays(9)), ZoneOffset.UTC);
        judge = Trials.judge(planted, new Rulebook(dir, planted.store, clock));
        planted.pull(TEN, "OK").flow("10.0.0.5", "10.0.0.9", 22).grew(1, TEN);
        Trials.write(
                dir,
                "a.drl",
                Trials.rule(
                        "a", "@quiet(\"10d\")", "$f : Flow()", "findings.add($f.srcIp(), \"x\");"));
        Trials.write(dir, "b.drl", OPEN);
    }

    @AfterEach
    void close() {
        planted.close();
    }

    private List<String> foundBy(Retrial retrial, Instant tick) throws InterruptedException {
        return retrial.judge(1, "hq", tick, true).results().stream()
                .flatMap(result -> result.findings().stream())
                .map(found -> found.rule() + " " + found.subject())
                .toList();
    }

    @Test
    void its_own_findings_stay_open_as_long_as_their_rule_is_quiet() throws Exception {
        judge.takeIn(Journal.none());
        Retrial retrial =
                judge.retrial(Map.of("a", "", "b", ""), TEN, (found, tick) -> found.held());

        assertThat(foundBy(retrial, TEN)).containsExactly("a 10.0.0.5");
        assertThat(foundBy(retrial, TEN.plus(EIGHT_DAYS))).containsExactly("b 10.0.0.5");
    }

    @Test
    void the_quiet_of_a_rule_that_is_not_tried_is_its_own() throws Exception {
        judge.takeIn(Journal.none());
        planted.execute(
                """
                insert into finding (pce_id, rule, rule_version, subject, tick, severity, summary,
                                     confirmed, held, happened_at, visible_at, pulled_at, judged_at)
                values (1, 'a', '1', '10.0.0.7', ?, 'LOW', 'x', true, '', ?, ?, ?, ?)
                """,
                Planted.utc(TEN.minusSeconds(300)),
                Planted.utc(TEN),
                Planted.utc(TEN),
                Planted.utc(TEN),
                Planted.utc(TEN));

        Retrial retrial = judge.retrial(Map.of("b", ""), TEN, (found, tick) -> found.held());

        assertThat(foundBy(retrial, TEN.plus(EIGHT_DAYS))).containsExactly("b 10.0.0.7");
    }
}
