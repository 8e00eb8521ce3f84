package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.time.LabClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BulkTest {

    private static final int ROWS = 5_000;
    private static final String START = "2026-07-01T08:00:00Z";
    private static final String END = "2026-07-01T10:00:00Z";

    private final LabClock clock = LabClock.at(END);

    private static long connections(List<JsonNode> rows) {
        return rows.stream().mapToLong(row -> row.path("num_connections").asLong()).sum();
    }

    private static Set<String> identities(List<JsonNode> rows) {
        Set<String> identities = new HashSet<>();
        rows.forEach(
                row ->
                        identities.add(
                                row.path("src").path("ip")
                                        + ""
                                        + row.path("dst").path("ip")
                                        + row.path("service")
                                        + row.path("policy_decision")));
        return identities;
    }

    @Test
    void every_row_is_another_and_about_as_large_as_a_real_one() throws IOException {
        try (Lab lab = Lab.bulk(ROWS, clock).start()) {
            Client client = new Client(lab);
            JsonNode query =
                    client.completed(Client.json(client.create(Client.everything(START, END))));

            HttpResponse<byte[]> plain =
                    client.get(
                            "/api/v2" + query.path("result").asText(),
                            "Accept",
                            "application/json");
            List<JsonNode> rows = client.rows(START, END);

            assertThat(plain.body().length / ROWS).isBetween(1_200, 1_450);
            assertThat(rows).hasSize(ROWS);
            assertThat(identities(rows)).hasSize(ROWS);
            assertThat(connections(rows)).isEqualTo(lab.bulk().connections());
        }
    }

    @Test
    void prepared_rows_are_the_same_rows() throws IOException {
        try (Lab lab = Lab.bulk(ROWS, clock).start()) {
            Client client = new Client(lab);
            List<JsonNode> made = client.rows(START, END);
            lab.bulk().prepare();
            JsonNode query =
                    client.completed(Client.json(client.create(Client.everything(START, END))));

            HttpResponse<byte[]> packed =
                    client.get(
                            "/api/v2" + query.path("result").asText(),
                            "Accept",
                            "application/json",
                            "Accept-Encoding",
                            "gzip");

            assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
            assertThat(Client.json(packed)).containsExactlyElementsOf(made);
            assertThat(client.rows(START, END)).isEqualTo(made);
        }
    }

    @Test
    void all_rows_have_grown_at_the_second_pull() throws IOException {
        try (Lab lab = Lab.bulk(ROWS, clock).start()) {
            Client client = new Client(lab);
            List<JsonNode> first = client.rows(START, END);

            clock.advance(Duration.ofMinutes(5));
            lab.bulk().grow(clock.instant());
            List<JsonNode> second = client.rows(START, "2026-07-01T10:05:00Z");

            assertThat(identities(second)).isEqualTo(identities(first));
            assertThat(connections(second))
                    .isEqualTo(lab.bulk().connections())
                    .isGreaterThanOrEqualTo(connections(first) + ROWS);
        }
    }

    @Test
    void a_large_answer_can_be_split_by_decision_and_by_time() throws IOException {
        try (Lab lab = Lab.bulk(ROWS, clock).start()) {
            Client client = new Client(lab);
            ObjectNode blocked = Client.everything(START, END);
            blocked.putArray("policy_decisions").add("blocked");
            ObjectNode rest = Client.everything(START, END);
            rest.putArray("policy_decisions").add("allowed").add("potentially_blocked");

            int split = client.rows(blocked).size() + client.rows(rest).size();
            int halves =
                    client.rows(START, "2026-07-01T09:57:29.999Z").size()
                            + client.rows("2026-07-01T09:57:30Z", END).size();

            assertThat(split).isEqualTo(ROWS);
            assertThat(halves).isEqualTo(ROWS);
        }
    }
}
