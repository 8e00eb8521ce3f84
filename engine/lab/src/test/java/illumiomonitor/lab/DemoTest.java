package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.story.Play;
import illumiomonitor.lab.time.LabClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final Instant LIVE = Instant.parse("2026-07-01T10:00:00Z");

    private final LabClock clock = new LabClock(LIVE);

    @Test
    void six_hours_of_history_show_every_kind_of_story() {
        List<Play> plays =
                Lab.demo(7, clock).stories().plays(LIVE.minus(Duration.ofHours(6)), LIVE);

        assertThat(plays)
                .extracting(Play::story)
                .contains(
                        "sweep",
                        "port-scan",
                        "exfiltration",
                        "brute-force",
                        "tampering",
                        "policy-break",
                        "blocked-burst",
                        "agents-offline",
                        "beacon",
                        "late-report");
    }

    @Test
    void a_new_story_begins_every_four_minutes_once_live() {
        List<Play> plays = Lab.demo(7, clock).stories().plays(LIVE, LIVE.plus(Duration.ofHours(1)));

        assertThat(plays).hasSize(14);
        assertThat(plays.get(0).start()).isEqualTo(LIVE.plus(Duration.ofMinutes(4)));
    }

    @Test
    void the_same_seed_tells_the_same_day() throws IOException {
        try (Lab one = Lab.demo(7, clock).start();
                Lab two = Lab.demo(7, clock).start();
                Lab other = Lab.demo(8, clock).start()) {
            String from = "2026-07-01T09:25:00Z";
            String to = "2026-07-01T10:00:00Z";

            List<JsonNode> rows = new Client(one).rows(from, to);

            assertThat(rows).hasSizeGreaterThan(100);
            assertThat(new Client(two).rows(from, to)).isEqualTo(rows);
            assertThat(new Client(other).rows(from, to)).isNotEqualTo(rows);
            assertThat(new Client(two).events(from, to, 1_000))
                    .isEqualTo(new Client(one).events(from, to, 1_000));
        }
    }

    @Test
    void the_estate_has_names_that_break_careless_pages() throws IOException {
        try (Lab lab = Lab.demo(7, clock).start()) {
            assertThat(new Client(lab).json("/api/v2/orgs/1/workloads"))
                    .extracting(workload -> workload.path("name").asText())
                    .contains("<img src=x onerror=alert(1)>", "財務資料庫-01", "=cmd|' /C calc'!A0");
        }
    }

    @Test
    void history_is_shown_as_it_was_and_a_day_is_answered_quickly() throws IOException {
        try (Lab lab = Lab.demo(7, clock).start()) {
            Client client = new Client(lab);
            List<JsonNode> then = client.rows("2026-07-01T06:25:00Z", "2026-07-01T07:00:00Z");
            clock.advance(Duration.ofHours(2));
            List<JsonNode> later = client.rows("2026-07-01T06:25:00Z", "2026-07-01T07:00:00Z");

            assertThat(later).isEqualTo(then).isNotEmpty();
        }
    }

    @Test
    void a_story_is_in_the_answers() throws IOException {
        try (Lab lab = Lab.demo(7, clock).start()) {
            Play sweep =
                    lab.stories().plays(LIVE.minus(Duration.ofHours(6)), LIVE).stream()
                            .filter(play -> play.story().equals("sweep"))
                            .findFirst()
                            .orElseThrow();
            clock.set(sweep.start().plus(Duration.ofMinutes(25)));

            List<JsonNode> rows =
                    new Client(lab)
                            .rows(
                                    sweep.start().toString(),
                                    sweep.start().plusSeconds(1_500).toString());

            assertThat(rows)
                    .filteredOn(row -> row.at("/src/ip").asText().equals(sweep.subject()))
                    .filteredOn(row -> row.at("/service/port").asInt() == 445)
                    .filteredOn(row -> row.path("policy_decision").asText().equals("blocked"))
                    .hasSizeGreaterThanOrEqualTo(40);
        }
    }
}
