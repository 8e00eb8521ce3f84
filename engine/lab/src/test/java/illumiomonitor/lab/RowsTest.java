package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.lab.traffic.Knowledge;
import illumiomonitor.lab.traffic.Report;
import illumiomonitor.lab.traffic.RowStyle.Counters;
import illumiomonitor.lab.traffic.RowStyle.FirstDetected;
import illumiomonitor.lab.traffic.Side;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowsTest {

    private static final Instant NINE = Instant.parse("2026-07-01T09:00:00Z");

    private final LabClock clock = LabClock.at("2026-07-01T10:00:00Z");
    private final Lab lab = Lab.empty(clock).start();
    private final Client client = new Client(lab);

    @BeforeEach
    void hosts() {
        lab.estate().workload("web-01", "10.0.0.5", "role=Web", "env=Prod");
        lab.estate().workload("db-01", "10.0.0.9", "role=DB", "env=Prod");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static Connection web() {
        return Connection.of("10.0.0.5", "10.0.0.9", 5432);
    }

    private static long connections(JsonNode row) {
        return row.path("num_connections").asLong();
    }

    private static String first(JsonNode row) {
        return row.at("/timestamp_range/first_detected").asText();
    }

    private static String last(JsonNode row) {
        return row.at("/timestamp_range/last_detected").asText();
    }

    @Test
    void a_bucket_row_counts_the_whole_day_whatever_window_is_asked() throws IOException {
        lab.traffic().add(web().at(NINE.minusSeconds(7_200)).count(100), web().at(NINE).count(3));

        List<JsonNode> rows = client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:00:00Z");

        assertThat(rows).hasSize(1);
        assertThat(connections(rows.get(0))).isEqualTo(103);
        assertThat(first(rows.get(0))).isEqualTo("2026-07-01T00:00:00Z");
        assertThat(last(rows.get(0))).isEqualTo("2026-07-01T09:00:00Z");
    }

    @Test
    void a_bucket_row_is_found_by_its_newest_activity_alone() throws IOException {
        lab.traffic().add(web().at(NINE.minusSeconds(7_200)), web().at(NINE));
        lab.rowStyle().knowledge(Knowledge.OF_NOW);

        assertThat(client.rows("2026-07-01T06:55:00Z", "2026-07-01T07:05:00Z")).isEmpty();
        assertThat(client.rows("2026-07-01T09:00:00Z", "2026-07-01T09:00:00Z")).hasSize(1);
        assertThat(client.rows("2026-07-01T09:00:00.001Z", "2026-07-01T09:05:00Z")).isEmpty();
    }

    @Test
    void a_past_window_is_answered_as_it_was_at_its_end() throws IOException {
        lab.traffic().add(web().at(NINE.minusSeconds(7_200)).count(2), web().at(NINE).count(5));

        List<JsonNode> rows = client.rows("2026-07-01T06:55:00Z", "2026-07-01T07:05:00Z");

        assertThat(rows).hasSize(1);
        assertThat(connections(rows.get(0))).isEqualTo(2);
    }

    @Test
    void a_late_report_is_not_seen_before_it_has_arrived() throws IOException {
        lab.traffic().add(web().at(NINE).visibleAfter(Duration.ofMinutes(12)));

        assertThat(client.rows("2026-07-01T08:30:00Z", "2026-07-01T09:11:59Z")).isEmpty();
        assertThat(client.rows("2026-07-01T08:30:00Z", "2026-07-01T09:12:00Z")).hasSize(1);
    }

    @Test
    void counters_begin_again_at_midnight_utc() throws IOException {
        clock.set(Instant.parse("2026-07-02T00:10:00Z"));
        lab.traffic()
                .add(web().at(Instant.parse("2026-07-01T23:59:59Z")).count(9))
                .add(web().at(Instant.parse("2026-07-02T00:00:00Z")).count(2));

        List<JsonNode> rows = client.rows("2026-07-01T23:50:00Z", "2026-07-02T00:10:00Z");

        assertThat(rows).extracting(RowsTest::connections).containsExactlyInAnyOrder(9L, 2L);
        assertThat(rows)
                .extracting(RowsTest::first)
                .containsExactlyInAnyOrder("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z");
    }

    @Test
    void a_late_report_moves_an_exact_first_detected_earlier() throws IOException {
        lab.rowStyle().firstDetected(FirstDetected.EXACT);
        lab.traffic().add(web().at(NINE));
        lab.traffic().add(web().at(NINE.minusSeconds(60)).visibleAfter(Duration.ofMinutes(10)));

        List<JsonNode> before = client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:05:00Z");
        List<JsonNode> after = client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:10:00Z");

        assertThat(before).extracting(RowsTest::first).containsExactly("2026-07-01T09:00:00Z");
        assertThat(after).extracting(RowsTest::first).containsExactly("2026-07-01T08:59:00Z");
        assertThat(after).extracting(RowsTest::connections).containsExactly(2L);
    }

    @Test
    void a_clipped_row_counts_its_window_with_both_ends() throws IOException {
        lab.rowStyle().counters(Counters.CLIPPED);
        for (int minute = -2; minute <= 7; minute++) {
            lab.traffic().add(web().at(NINE.plusSeconds(60L * minute)));
        }

        List<JsonNode> rows = client.rows("2026-07-01T09:00:00Z", "2026-07-01T09:05:00Z");

        assertThat(rows).extracting(RowsTest::connections).containsExactly(6L);
        assertThat(rows).extracting(RowsTest::first).containsExactly("2026-07-01T09:00:00Z");
        assertThat(rows).extracting(RowsTest::last).containsExactly("2026-07-01T09:05:00Z");
        assertThat(client.rows("2026-07-01T09:00:00.001Z", "2026-07-01T09:04:59.999Z"))
                .extracting(RowsTest::connections)
                .containsExactly(4L);
    }

    @Test
    void both_reporters_give_a_row_each_with_their_own_side_of_it() throws IOException {
        lab.traffic()
                .add(
                        web().at(NINE)
                                .reportedBy(
                                        Report.by(Side.SRC).process("curl", "alice"),
                                        Report.by(Side.DST)
                                                .process("postgres", "pg")
                                                .state("timed out")
                                                .after(Duration.ofMinutes(5))));

        List<JsonNode> early = client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:04:00Z");
        List<JsonNode> late = client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:05:00Z");

        assertThat(early)
                .extracting(row -> row.path("flow_direction").asText())
                .containsExactly("outbound");
        assertThat(late)
                .extracting(
                        row ->
                                row.path("flow_direction").asText()
                                        + " "
                                        + row.at("/service/process_name").asText()
                                        + " "
                                        + row.path("state").asText())
                .containsExactlyInAnyOrder("outbound curl closed", "inbound postgres timed out");
    }

    @Test
    void states_have_rows_of_their_own_unless_told_otherwise() throws IOException {
        lab.traffic().add(web().at(NINE).state("active"), web().at(NINE.plusSeconds(9)));

        assertThat(client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:05:00Z")).hasSize(2);

        lab.rowStyle().splitStates(false);
        assertThat(client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:05:00Z"))
                .extracting(row -> row.path("state").asText())
                .containsExactly("closed");
    }

    @Test
    void equal_rows_add_up_to_the_row_they_were() throws IOException {
        lab.rowStyle().equalRows(true);
        lab.traffic().add(web().at(NINE).count(5).bytes(1_001, 7));

        List<JsonNode> rows = client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:05:00Z");

        assertThat(rows).hasSize(2);
        assertThat(rows.stream().mapToLong(RowsTest::connections).sum()).isEqualTo(5);
        assertThat(rows.stream().mapToLong(r -> r.path("dst_bi").asLong()).sum()).isEqualTo(1_001);
        assertThat(rows.stream().mapToLong(r -> r.path("dst_bo").asLong()).sum()).isEqualTo(7);
    }

    @Test
    void a_day_in_parts_has_rows_that_differ_in_first_detected_alone() throws IOException {
        lab.rowStyle().part(Duration.ofHours(6));
        lab.traffic().add(web().at(NINE.minusSeconds(4 * 3_600)).count(4), web().at(NINE));

        List<JsonNode> rows = client.rows("2026-07-01T00:00:00Z", "2026-07-01T10:00:00Z");

        assertThat(rows)
                .extracting(RowsTest::first)
                .containsExactlyInAnyOrder("2026-07-01T00:00:00Z", "2026-07-01T06:00:00Z");
    }

    @Test
    void endpoints_carry_what_the_estate_knows_of_them_now() throws IOException {
        lab.estate().fqdn("203.0.113.9", "api.partner.test");
        lab.traffic()
                .add(Connection.of("10.0.0.5", "203.0.113.9", 443).at(NINE).reportedBy(Side.SRC));

        JsonNode row = client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:05:00Z").get(0);

        assertThat(row.at("/src/workload/name").asText()).isEqualTo("web-01");
        assertThat(row.at("/src/workload/labels/0/value").asText()).isEqualTo("Web");
        assertThat(row.at("/dst/workload").isMissingNode()).isTrue();
        assertThat(row.at("/dst/fqdn").asText()).isEqualTo("api.partner.test");
        assertThat(row.at("/dst/ip_lists/0/name").asText()).startsWith("Any (");
        assertThat(row.path("dst_bi").asLong()).isZero();
    }

    @Test
    void sparse_rows_leave_out_what_a_pce_may_leave_out() throws IOException {
        lab.rowStyle().sparse(true).extraKeys(true);
        lab.traffic().add(web().at(NINE));

        JsonNode row = client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:05:00Z").get(0);

        assertThat(row.at("/src/workload/labels/0").fieldNames())
                .toIterable()
                .containsExactly("href");
        assertThat(row.has("dst_bi")).isFalse();
        assertThat(row.has("network")).isFalse();
        assertThat(row.has("lab_unheard_of")).isTrue();
    }

    @Test
    void icmp_ipv6_and_multicast_are_shown_as_such() throws IOException {
        lab.traffic()
                .add(Connection.of("10.0.0.5", "10.0.0.9", 7).icmp(8, 0).at(NINE))
                .add(Connection.of("2001:db8::5", "2001:db8::9", 443).at(NINE))
                .add(
                        Connection.of("10.0.0.5", "224.0.0.251", 5353)
                                .udp()
                                .transmission("multicast")
                                .at(NINE));

        List<JsonNode> rows = client.rows("2026-07-01T08:55:00Z", "2026-07-01T09:05:00Z");

        assertThat(rows.get(0).at("/service/port").isMissingNode()).isTrue();
        assertThat(rows.get(0).path("icmp_type").asInt()).isEqualTo(8);
        assertThat(rows.get(1).at("/src/ip").asText()).isEqualTo("2001:db8::5");
        assertThat(rows.get(2).path("transmission").asText()).isEqualTo("multicast");
    }
}
