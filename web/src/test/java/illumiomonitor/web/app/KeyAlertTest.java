package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.rules.Pack;
import illumiomonitor.web.service.AlertFilter;
import illumiomonitor.web.service.AlertRow;
import illumiomonitor.web.service.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the shipped rules tell of a key that a PCE refuses. */
class KeyAlertTest extends Watching {

    private final LabClock clock = LabClock.at("2026-07-01T08:00:00Z");

    @BeforeEach
    void start() throws Exception {
        Path rules = Files.createDirectories(folder.resolve("rules/health"));
        for (String file : List.of("key-refused", "pull-failed", "pce-unhealthy")) {
            Files.writeString(rules.resolve(file + ".drl"), Pack.text("health/" + file + ".drl"));
        }
        watch(clock);
    }

    private List<AlertRow> alertsOfRuns(int runs) throws InterruptedException {
        for (int n = 0; n < runs; n++) {
            service.run(RunRequest.now(), Journal.none());
            clock.advance(Duration.ofMinutes(5));
        }
        return service.alerts(new AlertFilter(null, null, null, null, null, null, 100));
    }

    @Test
    void a_wrong_key_opens_one_alert_that_names_it() throws Exception {
        lab.faults().on(Match.any()).always().answer(401);

        assertThat(alertsOfRuns(4))
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.rule()).isEqualTo("health/key-refused");
                            assertThat(alert.subject()).isEqualTo("hq");
                            assertThat(alert.summary())
                                    .contains("does not accept the API key lab-key (401)");
                        });
    }

    @Test
    void a_wrong_key_is_told_of_by_the_run_that_met_it() throws Exception {
        lab.faults().on(Match.any()).always().answer(401);

        assertThat(alertsOfRuns(1))
                .extracting(AlertRow::rule)
                .containsExactly("health/key-refused");
    }

    @Test
    void a_key_that_may_read_nothing_opens_one_alert_and_is_asked_slowly() throws Exception {
        lab.faults().on(Match.any()).always().answer(403);

        List<AlertRow> alerts = alertsOfRuns(4);

        assertThat(alerts)
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.rule()).isEqualTo("health/key-refused");
                            assertThat(alert.summary())
                                    .contains("TRAFFIC, EVENTS", "API key lab-key (403)");
                        });
        assertThat(lab.requests().count(Match.events())).isLessThanOrEqualTo(2);
        assertThat(lab.requests().count(Match.create())).isLessThanOrEqualTo(2);
    }

    @Test
    void a_key_that_is_accepted_again_lets_its_alert_rest() throws Exception {
        lab.faults().on(Match.any()).always().answer(401);
        alertsOfRuns(1);
        lab.faults().clear();

        List<AlertRow> alerts = alertsOfRuns(12);

        assertThat(alerts)
                .singleElement()
                .satisfies(
                        alert ->
                                assertThat(alert.occurrences())
                                        .as("until the key is tried again, a quarter of an hour")
                                        .isBetween(1, 4));
    }
}
