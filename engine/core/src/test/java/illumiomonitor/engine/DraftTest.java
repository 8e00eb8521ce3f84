package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.Lab;
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

/** What the draft policy would do reaches the rules only when it was asked for. */
class DraftTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    private static final String DRAFTED =
            """
            rule "drafted"
                @title("Drafted")
                @severity(LOW)
            when
                Flow( draft == "blocked_no_rule", $s : srcIp )
            then
                findings.add( $s, "blocked by the draft" );
            end
            """;

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
    private Lab lab;

    @BeforeEach
    void start() {
        lab = Lab.empty(clock).start();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private List<String> subjects(boolean draft) throws Exception {
        Installation set = new Installation(folder, clock).watches("hq", lab);
        try (Installation monitor = set.draft(draft).rule("drafted", DRAFTED).open()) {
            monitor.run();
            clock.set(EIGHT);
            lab.traffic()
                    .add(
                            Connection.of("10.0.0.5", "10.0.0.9", 445)
                                    .at(EIGHT.minusSeconds(60))
                                    .blocked());
            List<RunResult> runs = monitor.run();
            assertThat(runs).extracting(RunResult::result).containsExactly("OK");
            return Installation.subjects(runs);
        }
    }

    @Test
    void a_rule_sees_what_the_draft_would_do_when_it_is_asked_for() throws Exception {
        assertThat(subjects(true)).containsExactly("10.0.0.5");
    }

    @Test
    void nobody_asks_for_it_by_default() throws Exception {
        assertThat(subjects(false)).isEmpty();
        assertThat(lab.requests().all())
                .isNotEmpty()
                .noneMatch(request -> request.path().contains("update_rules"));
    }

    @Test
    void an_old_release_is_pulled_without_it() throws Exception {
        lab.habits().version("22.5.1");

        assertThat(subjects(true)).isEmpty();
    }
}
