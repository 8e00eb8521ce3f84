package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.web.service.RunOutcome;
import illumiomonitor.web.service.RunRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody sits before a terminal while a PCE does not answer. */
class AwayTest extends Watching {

    private final LabClock clock = LabClock.at("2026-07-01T08:00:00Z");
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        watch(clock);
    }

    private RunOutcome run() throws InterruptedException {
        told.clear();
        return service.run(RunRequest.now(), journal());
    }

    private Journal journal() {
        return new Journal() {
            @Override
            public void info(String line) {
                told.add(line);
            }

            @Override
            public void warn(String line) {
                told.add("! " + line);
            }
        };
    }

    private List<String> waits() {
        return told.stream().filter(line -> line.contains("trying again")).toList();
    }

    @Test
    void each_wait_is_told_with_its_reason_and_only_the_first_question_waits() throws Exception {
        lab.refuse();

        assertThat(run().runs().get(0).result()).isEqualTo("FAILED");

        assertThat(waits()).as("five tries of the first question, one of the others").hasSize(4);
        assertThat(waits().get(0))
                .contains("PCE hq cannot be reached", "the connection was refused")
                .containsPattern("; trying again in 0\\.\\d s \\(2 of 5\\)$");
        assertThat(waits().get(3)).endsWith("(5 of 5)");
        assertThat(told).filteredOn(line -> line.startsWith("! hq")).hasSize(3);
    }

    @Test
    void a_pce_that_is_back_is_asked_with_all_tries_again() throws Exception {
        lab.refuse();
        run();
        lab.up();

        assertThat(run().runs().get(0).result()).isEqualTo("OK");
        assertThat(waits()).isEmpty();

        lab.refuse();
        run();
        assertThat(waits()).hasSize(4);
    }

    @Test
    void a_refused_key_is_told_at_once_and_asked_for_only_once() throws Exception {
        lab.faults().on(Match.any()).always().answer(401);

        assertThat(run().runs().get(0).result()).isEqualTo("FAILED");

        assertThat(waits()).isEmpty();
        assertThat(lab.requests().count(Match.nodeAvailable().negate()))
                .as("beside the question for the PCE's time, which needs no key")
                .isEqualTo(1);
        assertThat(told)
                .anyMatch(line -> line.contains("does not accept the API key lab-key (401)"));
    }

    @Test
    void a_key_that_may_not_read_events_reads_traffic_at_every_run() throws Exception {
        lab.faults().on(Match.events()).always().answer(403);

        for (int n = 0; n < 4; n++) {
            long before = lab.requests().count(Match.create());

            assertThat(run().runs().get(0).result()).isEqualTo("FAILED");

            assertThat(told).anyMatch(line -> line.contains("(403)"));
            assertThat(lab.requests().count(Match.create())).isGreaterThan(before);
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(lab.requests().count(Match.events()))
                .as("again after a quarter of an hour")
                .isEqualTo(2);
    }

    @Test
    void a_pce_that_is_busy_says_how_long_it_wants_to_be_left_alone() throws Exception {
        lab.faults().on(Match.events()).times(1).tooManyRequests("1");

        assertThat(run().runs().get(0).result()).isEqualTo("OK");

        assertThat(waits()).singleElement().asString().contains("429", "(2 of 7)");
    }
}
