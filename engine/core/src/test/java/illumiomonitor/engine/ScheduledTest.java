package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import illumiomonitor.engine.run.RunLog;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.time.LabClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a service does by itself once its schedule has begun. */
class ScheduledTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT);
    private final Lab lab = Lab.empty(clock).start();
    private final Logger log = (Logger) LoggerFactory.getLogger(RunLog.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        log.setLevel(Level.INFO);
        log.addAppender(said);
    }

    @AfterEach
    void leave() {
        log.detachAppender(said);
        log.setLevel(null);
        lab.close();
    }

    private List<String> said(Level level) {
        return said.list.stream()
                .filter(line -> line.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void what_a_channel_did_not_take_is_sent_without_a_run_that_tells() throws Exception {
        try (Receiver receiver = new Receiver();
                Installation monitor =
                        new Installation(folder, clock)
                                .watches("hq", lab)
                                .tells(receiver.url())
                                .rule("one", Installation.one("Tick()", "\"10.0.0.5\", \"seen\""))
                                .open()) {
            receiver.answers(503);
            monitor.run();
            assertThat(monitor.ask("select state from history.deliveries", String.class))
                    .containsExactly("PENDING");
            receiver.answers(200);
            clock.advance(Duration.ofHours(1));

            monitor.engine().start();

            await().atMost(SOON).until(() -> !receiver.calls().isEmpty());
            await().atMost(SOON)
                    .until(
                            () ->
                                    monitor.ask(
                                                    "select state from history.deliveries",
                                                    String.class)
                                            .contains("SENT"));
        }
    }

    @Test
    void a_scheduled_run_that_fails_is_told_in_the_services_own_log() throws Exception {
        try (Installation monitor = new Installation(folder, clock).watches("hq", lab).open()) {
            lab.faults().on(Match.create()).always().answer(403);

            monitor.engine().start();

            await().atMost(SOON).until(() -> !said.list.isEmpty());
            assertThat(said(Level.WARN))
                    .singleElement()
                    .asString()
                    .startsWith("run 1 of hq for 2026-07-01T08:00:00Z is FAILED: traffic: ")
                    .contains("(403)");
        }
    }

    @Test
    void the_log_says_when_runs_are_well_again_and_nothing_of_those_that_were() {
        RunLog told = new RunLog();

        told.ended(run(1, "OK"));
        told.ended(run(2, "FAILED"));
        told.ended(run(3, "PARTIAL"));
        told.ended(run(4, "OK"));
        told.ended(run(5, "OK"));

        assertThat(said(Level.WARN)).hasSize(2);
        assertThat(said(Level.INFO))
                .containsExactly(
                        "run 4 of hq for 2026-07-01T08:00:00Z is OK again, after 2 that were not");
    }

    private static RunResult run(long number, String result) {
        return new RunResult(number, "hq", EIGHT, result, "why", List.of());
    }
}
