package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.check.Check;
import illumiomonitor.engine.check.Checkup;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.http.Reply;
import illumiomonitor.lab.json.Json;
import illumiomonitor.lab.query.QueryTrouble;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckupTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT);

    private static String text(List<Check> checks, String topic) {
        return checks.stream()
                .filter(check -> check.topic().equals(topic))
                .map(check -> check.text() + " -> " + check.advice())
                .findFirst()
                .orElse("");
    }

    private List<Check> checks(Installation monitor) throws InterruptedException {
        return new Checkup(monitor.engine()).work(Journal.none());
    }

    @Test
    void a_new_installation_is_told_what_the_pce_will_bring() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor = new Installation(folder, clock).watches("hq", lab).open()) {
            for (int n = 1; n <= 7; n++) {
                lab.traffic()
                        .add(
                                Connection.of("10.0.0." + n, "10.0.1.1", 443)
                                        .at(EIGHT.minus(Duration.ofMinutes(n))));
            }

            List<Check> before = checks(monitor);
            assertThat(text(before, "traffic"))
                    .startsWith("5 rows in the last 5 minutes; a pull takes about ")
                    .contains("nothing was pulled in the last day");
            assertThat(text(before, "counters")).startsWith("unproven");
            assertThat(text(before, "tls")).as("nobody reads the key on the way").isEmpty();

            monitor.run();
            assertThat(text(checks(monitor), "traffic"))
                    .startsWith("5 rows in the last 5 minutes; a pull takes about ")
                    .contains("1 pulls with 7 increments in the last day");
        }
    }

    @Test
    void a_clock_that_is_behind_is_not_called_ahead() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor = new Installation(folder, clock).watches("hq", lab).open()) {
            lab.skew(Duration.ofMinutes(-2));

            assertThat(text(checks(monitor), "clock")).contains(" s behind this machine's");
        }
    }

    @Test
    void rules_that_cannot_see_anything_here_are_named_and_no_others() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor =
                        new Installation(folder, clock)
                                .watches("hq", lab)
                                .rule(
                                        "blocked",
                                        rule("blocked", "Flow( decision == Decision.BLOCKED )"))
                                .rule("bytes", rule("bytes", "Flow( bytesIn > 1000 )"))
                                .rule(
                                        "either",
                                        rule("either", "Flow( bytesIn > 1000 || connections > 9 )"))
                                .open()) {
            monitor.run();

            assertThat(checks(monitor))
                    .filteredOn(check -> check.topic().equals("blind rule"))
                    .extracting(Check::text)
                    .satisfiesExactlyInAnyOrder(
                            text ->
                                    assertThat(text)
                                            .startsWith(
                                                    "blocked cannot see anything here: it counts blocked"),
                            text ->
                                    assertThat(text)
                                            .startsWith(
                                                    "bytes cannot see anything here: it sums bytes"));

            lab.traffic()
                    .add(
                            Connection.of("10.0.0.5", "10.0.0.9", 445)
                                    .at(EIGHT.minusSeconds(60))
                                    .blocked());
            clock.advance(Duration.ofMinutes(5));
            monitor.run();

            assertThat(checks(monitor))
                    .filteredOn(check -> check.topic().equals("blind rule"))
                    .extracting(Check::text)
                    .as("something was blocked, so something enforces")
                    .noneMatch(text -> text.startsWith("blocked "));
        }
    }

    @Test
    void what_was_odd_about_answers_of_a_run_or_of_the_check_is_told_by_its_topic()
            throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor =
                        new Installation(folder, clock).watches("hq", lab).draft(true).open()) {
            lab.habits().version("22.5.1");

            List<Check> before = checks(monitor);
            assertThat(warnings(before, "traffic"))
                    .singleElement()
                    .asString()
                    .as("of its own question")
                    .startsWith("this PCE has release 22.5.1");
            assertThat(warnings(before, "events")).isEmpty();
            assertThat(text(before, "tls")).isEmpty();

            lab.faults().on(Match.events()).times(1).answer(Reply.json(200, Json.array().add(7)));
            monitor.run();

            List<Check> after = checks(monitor);
            assertThat(warnings(after, "events"))
                    .singleElement()
                    .asString()
                    .as("of the run's")
                    .contains("is no object");
            assertThat(warnings(after, "traffic")).as("odd to both").hasSize(1);
            assertThat(text(after, "tls")).isEmpty();
        }
    }

    @Test
    void a_key_that_may_read_traffic_and_no_events_is_told_so() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor =
                        new Installation(folder, clock)
                                .watches("hq", lab)
                                .rule("events", rule("events", "Event( type == \"user.sign_in\" )"))
                                .open()) {
            monitor.run();
            List<Check> before = checks(monitor);
            assertThat(text(before, "events")).startsWith("0 events in the last 5 minutes");
            assertThat(text(before, "blind rule")).isEmpty();

            lab.faults().on(Match.events()).always().answer(403);

            List<Check> checks = checks(monitor);
            assertThat(checks)
                    .filteredOn(check -> check.topic().equals("events"))
                    .singleElement()
                    .satisfies(check -> assertThat(check.light()).isEqualTo(Check.Light.AWAY))
                    .satisfies(check -> assertThat(check.text()).contains("(403)"));
            assertThat(text(checks, "blind rule"))
                    .startsWith("events cannot see anything here: it judges audit events");
            assertThat(text(checks, "traffic")).startsWith("0 rows in the last 5 minutes");
        }
    }

    @Test
    void what_a_key_may_not_ask_keeps_nothing_else_from_being_looked_at() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor = new Installation(folder, clock).watches("hq", lab).open()) {
            lab.faults().on(Match.version()).always().answer(404);
            lab.faults().on(Match.workloads()).always().answer(403);

            List<Check> checks = checks(monitor);

            assertThat(warnings(checks, "version")).singleElement().asString().contains("404");
            assertThat(warnings(checks, "workloads")).singleElement().asString().contains("403");
            assertThat(text(checks, "traffic")).startsWith("0 rows in the last 5 minutes");
            assertThat(text(checks, "events")).startsWith("0 events in the last 5 minutes");
        }
    }

    @Test
    void an_answer_that_a_region_is_missing_from_is_not_called_well() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor = new Installation(folder, clock).watches("hq", lab).open()) {
            lab.queries().next(QueryTrouble.REGION_MISSING);

            assertThat(warnings(checks(monitor), "traffic"))
                    .singleElement()
                    .asString()
                    .contains("the answer is not complete: no answer from ");
        }
    }

    @Test
    void time_of_which_nothing_came_is_named_until_it_has_come() throws Exception {
        try (Lab lab = Lab.empty(clock).start();
                Installation monitor = new Installation(folder, clock).watches("hq", lab).open()) {
            monitor.run();
            assertThat(text(checks(monitor), "gaps")).isEmpty();

            clock.advance(Duration.ofMinutes(5));
            lab.faults().on(Match.create()).always().answer(403);
            monitor.run();
            assertThat(warnings(checks(monitor), "gaps"))
                    .singleElement()
                    .asString()
                    .startsWith("1 stretch is missing: traffic from ")
                    .contains("(403)");

            lab.faults().clear();
            clock.advance(Duration.ofMinutes(20));
            monitor.run();
            assertThat(text(checks(monitor), "gaps")).isEmpty();
        }
    }

    private static List<String> warnings(List<Check> checks, String topic) {
        return checks.stream()
                .filter(check -> check.topic().equals(topic))
                .filter(check -> check.light() == Check.Light.WARNING)
                .map(Check::text)
                .toList();
    }

    private static String rule(String name, String condition) {
        return """
        rule "%s"
            @title("%s")
            @severity(LOW)
            @window("10m")
        when
            %s
        then
            findings.add( "somebody", "seen" );
        end
        """
                .formatted(name, name, condition);
    }
}
