package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.json.Json;
import illumiomonitor.lab.query.QueryTrouble;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueriesTest {

    private static final Instant NINE = Instant.parse("2026-07-01T09:00:00Z");
    private static final String START = "2026-07-01T08:00:00Z";
    private static final String END = "2026-07-01T10:00:00Z";

    private final LabClock clock = LabClock.at(END);
    private final Lab lab = Lab.empty(clock).start();
    private final Client client = new Client(lab);

    @BeforeEach
    void traffic() {
        lab.estate().workload("web-01", "10.0.0.5", "role=Web", "env=Prod");
        lab.estate().workload("db-01", "10.0.0.9", "role=DB", "env=Prod");
        lab.traffic()
                .add(Connection.of("10.0.0.5", "10.0.0.9", 5432).at(NINE))
                .add(Connection.of("10.0.0.5", "203.0.113.7", 443).at(NINE).blocked())
                .add(Connection.of("10.0.0.9", "10.0.0.5", 53).udp().at(NINE).unknown());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static ObjectNode all() {
        return Client.everything(START, END);
    }

    private String token(HttpResponse<byte[]> response) throws IOException {
        return Client.json(response).at("/0/token").asText();
    }

    @Test
    void a_query_is_queued_then_worked_on_then_completed() throws IOException {
        lab.habits().polls(3);

        HttpResponse<byte[]> created = client.create(all());
        JsonNode query = Client.json(created);
        List<String> states = new ArrayList<>(List.of(query.path("status").asText()));
        for (int i = 0; i < 4; i++) {
            JsonNode polled = client.json("/api/v2" + query.path("href").asText());
            states.add(polled.path("status").asText());
        }

        assertThat(created.statusCode()).isEqualTo(202);
        assertThat(created.headers().firstValue("content-location")).isPresent();
        assertThat(states).containsExactly("queued", "queued", "working", "completed", "completed");
    }

    @Test
    void a_completed_query_says_how_much_it_found_and_where() throws IOException {
        JsonNode query = client.completed(Client.json(client.create(all())));

        assertThat(query.path("matches_count").asInt()).isEqualTo(3);
        assertThat(query.path("flows_count").asInt()).isEqualTo(3);
        assertThat(query.path("result").asText())
                .isEqualTo(query.path("href").asText() + "/download");
        assertThat(query.at("/query_parameters/query_name").asText())
                .isEqualTo(all().path("query_name").asText());
        assertThat(query.path("created_at").asText()).isEqualTo("2026-07-01T10:00:00Z");
    }

    @Test
    void the_list_moves_queries_on_too() throws IOException {
        client.create(all());

        JsonNode list = client.json(Client.QUERIES);
        assertThat(list.at("/0/status").asText()).isEqualTo("working");
        list = client.json(Client.QUERIES);
        assertThat(list.at("/0/status").asText()).isEqualTo("completed");
    }

    @Test
    void nobody_sees_the_queries_of_another_key() throws IOException {
        lab.keys().add("other-key", "other-secret");
        Client other = new Client(lab, "other-key", "other-secret", HttpClient.newHttpClient());
        String href = Client.json(client.create(all())).path("href").asText();

        assertThat(other.get("/api/v2" + href).statusCode()).isEqualTo(404);
        assertThat(other.json(Client.QUERIES)).isEmpty();
        assertThat(other.send("DELETE", "/api/v2" + href, "").statusCode()).isEqualTo(404);
        assertThat(lab.queries().alive()).hasSize(1);
    }

    @Test
    void a_deleted_query_is_gone_with_its_result() throws IOException {
        JsonNode query = client.completed(Client.json(client.create(all())));
        String href = "/api/v2" + query.path("href").asText();

        assertThat(client.send("DELETE", href, "").statusCode()).isEqualTo(204);

        assertThat(client.get(href).statusCode()).isEqualTo(404);
        assertThat(client.get(href + "/download").statusCode()).isEqualTo(404);
        assertThat(lab.queries().alive()).isEmpty();
    }

    @Test
    void a_query_is_gone_after_a_day() throws IOException {
        String href = "/api/v2" + Client.json(client.create(all())).path("href").asText();

        clock.advance(Duration.ofHours(24));
        assertThat(client.get(href).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(client.get(href).statusCode()).isEqualTo(404);
    }

    @Test
    void a_query_can_be_cancelled_while_it_runs() throws IOException {
        String href = "/api/v2" + Client.json(client.create(all())).path("href").asText();

        HttpResponse<byte[]> put = client.send("PUT", href, "{\"status\":\"cancel_requested\"}");

        assertThat(put.statusCode()).isEqualTo(204);
        assertThat(client.json(href).path("status").asText()).isEqualTo("cancelled");
        assertThat(client.send("PUT", href, "{\"status\":\"completed\"}").statusCode())
                .isEqualTo(406);
    }

    @Test
    void queries_beyond_the_workers_stay_queued() throws IOException {
        lab.habits().workers(1).polls(2);
        String first = "/api/v2" + Client.json(client.create(all())).path("href").asText();
        String second = "/api/v2" + Client.json(client.create(all())).path("href").asText();

        assertThat(client.json(first).path("status").asText()).isEqualTo("working");
        assertThat(client.json(second).path("status").asText()).isEqualTo("queued");
        assertThat(client.json(first).path("status").asText()).isEqualTo("completed");
        assertThat(client.json(second).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void there_is_no_download_before_the_end() throws IOException {
        String href = "/api/v2" + Client.json(client.create(all())).path("href").asText();

        assertThat(client.get(href + "/download", "Accept", "application/json").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_download_without_accept_is_csv() throws IOException {
        JsonNode query = client.completed(Client.json(client.create(all())));

        HttpResponse<byte[]> csv = client.get("/api/v2" + query.path("result").asText());

        assertThat(csv.headers().firstValue("content-type")).hasValue("text/csv");
        assertThat(new String(csv.body(), StandardCharsets.UTF_8).lines()).hasSize(4);
    }

    @Test
    void a_download_can_be_read_in_pages() throws IOException {
        JsonNode query = client.completed(Client.json(client.create(all())));
        String result = "/api/v2" + query.path("result").asText();

        assertThat(client.json(result + "?offset=0&limit=2")).hasSize(2);
        assertThat(client.json(result + "?offset=2&limit=2")).hasSize(1);
        assertThat(client.json(result + "?offset=3&limit=2")).isEmpty();
    }

    @Test
    void an_answer_is_cut_at_max_results_and_says_so() throws IOException {
        JsonNode query = client.completed(Client.json(client.create(all().put("max_results", 2))));

        assertThat(query.path("matches_count").asInt()).isEqualTo(3);
        assertThat(query.path("flows_count").asInt()).isEqualTo(2);
        assertThat(client.json("/api/v2" + query.path("result").asText())).hasSize(2);
    }

    @Test
    void an_answer_can_be_cut_below_max_results() throws IOException {
        lab.habits().rowCap(1);

        JsonNode query = client.completed(Client.json(client.create(all())));

        assertThat(query.path("matches_count").asInt()).isEqualTo(3);
        assertThat(query.path("flows_count").asInt()).isEqualTo(1);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(
                        "no zone",
                        "invalid_timestamp",
                        b -> b.put("start_date", "2026-07-01T08:00:00")),
                refused("a bare date", "invalid_timestamp", b -> b.put("end_date", "2026-07-01")),
                refused("an empty date", "invalid_timestamp", b -> b.put("end_date", "")),
                refused(
                        "end before start",
                        "input_validation_error",
                        b -> b.put("end_date", "2026-07-01T07:00:00Z")),
                refused("too many", "input_validation_error", b -> b.put("max_results", 200_001)),
                refused("too few", "input_validation_error", b -> b.put("max_results", 0)),
                refused("no number", "input_validation_error", b -> b.put("max_results", "many")),
                refused("no name", "input_validation_error", b -> b.remove("query_name")),
                refused("no sources", "input_validation_error", b -> b.remove("sources")),
                refused("no destinations", "input_validation_error", b -> b.remove("destinations")),
                refused("no services", "input_validation_error", b -> b.remove("services")),
                refused(
                        "no decisions",
                        "input_validation_error",
                        b -> b.remove("policy_decisions")),
                refused("no limit", "input_validation_error", b -> b.remove("max_results")),
                refused(
                        "unknown decision",
                        "input_validation_error",
                        b -> b.putArray("policy_decisions").add("maybe")),
                refused("unknown key", "input_validation_error", b -> b.put("colour", "red")),
                refused(
                        "unknown op",
                        "input_validation_error",
                        b -> b.put("sources_destinations_query_op", "xor")),
                refused(
                        "flat include",
                        "input_validation_error",
                        b ->
                                b.withObject("/sources")
                                        .putArray("include")
                                        .addObject()
                                        .put("actors", "ams")),
                refused(
                        "transmission included",
                        "input_validation_error",
                        include("{\"transmission\":\"unicast\"}")),
                refused(
                        "fqdn included",
                        "input_validation_error",
                        include("{\"fqdn\":\"*.test\"}")),
                refused(
                        "address as object",
                        "input_validation_error",
                        include("{\"ip_address\":{\"value\":\"10.0.0.5\"}}")),
                refused(
                        "address range",
                        "input_validation_error",
                        include("{\"ip_address\":\"10.0.0.5-10.0.0.9\"}")),
                refused(
                        "label without href",
                        "input_validation_error",
                        include("{\"label\":{\"key\":\"env\"}}")),
                refused(
                        "a bad href",
                        "invalid_uri",
                        include("{\"label\":{\"href\":\"label 12\"}}")),
                refused(
                        "two keys",
                        "input_validation_error",
                        include("{\"actors\":\"ams\",\"ip_address\":\"10.0.0.5\"}")),
                refused("port too large", "input_validation_error", service("{\"port\":70000}")),
                refused(
                        "range backwards",
                        "input_validation_error",
                        service("{\"port\":20,\"to_port\":10}")),
                refused(
                        "unknown service key",
                        "input_validation_error",
                        service("{\"ports\":[1]}")));
    }

    private static Arguments refused(String what, String token, Consumer<ObjectNode> change) {
        return Arguments.of(what, token, change);
    }

    private static Consumer<ObjectNode> include(String actor) {
        return body -> {
            ((ObjectNode) body.get("sources")).putArray("include").addArray().add(Json.read(actor));
        };
    }

    private static Consumer<ObjectNode> service(String service) {
        return body ->
                ((ObjectNode) body.get("services")).putArray("include").add(Json.read(service));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_body_that_a_pce_refuses_is_refused(
            String what, String token, Consumer<ObjectNode> change) throws IOException {
        ObjectNode body = all();
        change.accept(body);

        HttpResponse<byte[]> response = client.create(body);

        assertThat(response.statusCode()).as(what).isEqualTo(406);
        assertThat(token(response)).as(what).isEqualTo(token);
        assertThat(lab.queries().created()).isZero();
    }

    @Test
    void a_body_that_is_no_json_is_refused() throws IOException {
        assertThat(client.send("POST", Client.QUERIES, "{").statusCode()).isEqualTo(400);
        assertThat(client.send("POST", Client.QUERIES, "").statusCode()).isEqualTo(400);
        assertThat(client.send("POST", Client.QUERIES, "[]").statusCode()).isEqualTo(406);
    }

    @Test
    void dates_may_have_fractions_and_offsets_and_lie_in_the_future() throws IOException {
        ObjectNode body = all();
        body.put("start_date", "2026-07-01T16:00:00.500+08:00");
        body.put("end_date", "2026-07-02T10:00:00.123Z");

        assertThat(client.rows(body)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"allowed,5432", "blocked,443", "unknown,53"})
    void decisions_choose_rows(String decision, int port) throws IOException {
        ObjectNode body = all();
        body.putArray("policy_decisions").add(decision);

        assertThat(client.rows(body))
                .extracting(row -> row.at("/service/port").asInt())
                .containsExactly(port);
    }

    @Test
    void no_decision_at_all_means_all_four() throws IOException {
        ObjectNode body = all();
        body.putArray("policy_decisions");

        assertThat(client.rows(body)).hasSize(3);
    }

    @Test
    void labels_addresses_and_services_choose_rows() throws IOException {
        Host web = lab.estate().hosts().get(0);
        String role = web.labels().get(0).href();
        String env = web.labels().get(1).href();

        assertThat(ports(include("{\"label\":{\"href\":\"" + role + "\"}}")))
                .containsExactlyInAnyOrder(5432, 443);
        assertThat(ports(include("{\"ip_address\":\"10.0.0.8/29\"}"))).containsExactly(53);
        assertThat(ports(include("{\"workload\":{\"href\":\"" + web.href() + "\"}}"))).hasSize(2);
        assertThat(ports(service("{\"port\":50,\"to_port\":500,\"proto\":6}")))
                .containsExactly(443);
        assertThat(ports(service("{\"proto\":17}"))).containsExactly(53);
        assertThat(ports(body -> exclude(body, "sources", env))).isEmpty();
        assertThat(ports(body -> exclude(body, "destinations", env))).containsExactly(443);
    }

    @Test
    void two_values_of_one_label_key_never_match_together() throws IOException {
        String web = lab.estate().label("role", "Web").href();
        String db = lab.estate().label("role", "DB").href();
        Consumer<ObjectNode> both =
                body ->
                        ((ObjectNode) body.get("sources"))
                                .putArray("include")
                                .addArray()
                                .add(Json.read("{\"label\":{\"href\":\"" + web + "\"}}"))
                                .add(Json.read("{\"label\":{\"href\":\"" + db + "\"}}"));

        assertThat(ports(both)).isEmpty();
    }

    private static void exclude(ObjectNode body, String side, String label) {
        ((ObjectNode) body.get(side))
                .putArray("exclude")
                .addObject()
                .putObject("label")
                .put("href", label);
    }

    private List<Integer> ports(Consumer<ObjectNode> change) throws IOException {
        ObjectNode body = all();
        change.accept(body);
        return client.rows(body).stream().map(row -> row.at("/service/port").asInt()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED,failed",
        "KILLED,killed",
        "TIMEOUT,timeout",
        "CANCELLED,canceled",
        "UNKNOWN_STATE,pondering"
    })
    void a_query_may_end_badly(QueryTrouble trouble, String state) throws IOException {
        lab.queries().next(trouble);

        JsonNode query = client.completed(Client.json(client.create(all())));

        assertThat(query.path("status").asText()).isEqualTo(state);
        assertThat(query.has("result")).isFalse();
        assertThat(client.rows(all())).as("the next one").hasSize(3);
    }

    @Test
    void a_query_may_never_end() throws IOException {
        lab.queries().next(QueryTrouble.STUCK);
        String href = "/api/v2" + Client.json(client.create(all())).path("href").asText();

        for (int i = 0; i < 20; i++) {
            assertThat(client.json(href).path("status").asText()).isEqualTo("working");
        }
    }

    @Test
    void a_query_may_vanish_while_it_is_polled() throws IOException {
        lab.queries().next(QueryTrouble.VANISHES);
        String href = "/api/v2" + Client.json(client.create(all())).path("href").asText();

        assertThat(client.get(href).statusCode()).isEqualTo(200);
        assertThat(client.get(href).statusCode()).isEqualTo(404);
    }

    @Test
    void a_query_may_be_created_without_telling_its_place() throws IOException {
        lab.queries().next(QueryTrouble.EMPTY_REPLY);

        HttpResponse<byte[]> created = client.create(all());

        assertThat(created.statusCode()).isEqualTo(202);
        assertThat(created.body()).isEmpty();
        assertThat(client.json(Client.QUERIES).at("/0/query_parameters/query_name").asText())
                .isEqualTo(all().path("query_name").asText());
    }

    @Test
    void the_file_may_come_later_than_completed() throws IOException {
        lab.queries().next(QueryTrouble.FILE_LATE);
        JsonNode query = client.completed(Client.json(client.create(all())));
        String result = "/api/v2" + query.path("result").asText();

        assertThat(query.path("matches_count").asInt()).isEqualTo(3);
        assertThat(client.json(result)).isEmpty();
        assertThat(client.json(result)).hasSize(3);
    }

    @Test
    void a_download_may_be_gzip_that_nothing_announces() throws IOException {
        lab.queries().next(QueryTrouble.UNDECLARED_GZIP);
        JsonNode query = client.completed(Client.json(client.create(all())));

        HttpResponse<byte[]> response =
                client.get(
                        "/api/v2" + query.path("result").asText(),
                        "Accept",
                        "application/json",
                        "Accept-Encoding",
                        "gzip");

        assertThat(response.headers().firstValue("content-encoding")).isEmpty();
        assertThat(response.body()).startsWith(0x1f, 0x8b);
        assertThat(Client.json(response)).hasSize(3);
    }

    @Test
    void a_download_may_be_json_lines() throws IOException {
        lab.queries().next(QueryTrouble.JSON_LINES);
        JsonNode query = client.completed(Client.json(client.create(all())));

        byte[] body =
                client.get("/api/v2" + query.path("result").asText(), "Accept", "application/json")
                        .body();

        assertThat(new String(body, StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"src\""));
    }

    @Test
    void a_region_may_not_respond() throws IOException {
        lab.queries().next(QueryTrouble.REGION_MISSING);
        JsonNode query = client.completed(Client.json(client.create(all())));

        assertThat(query.at("/regions/1/responded").asBoolean(true)).isFalse();
        assertThat(query.path("matches_count").asInt()).isEqualTo(2);
        assertThat(client.json("/api/v2" + query.path("result").asText())).hasSize(2);
    }

    @Test
    void draft_decisions_appear_after_they_were_asked_for() throws IOException {
        JsonNode query = client.completed(Client.json(client.create(all())));
        String href = "/api/v2" + query.path("href").asText();
        assertThat(client.json(href + "/download").at("/0/draft_policy_decision").isMissingNode())
                .isTrue();

        assertThat(client.send("PUT", href + "/update_rules?limit=200000", "{}").statusCode())
                .isEqualTo(202);

        assertThat(client.json(href).path("rules").asText()).isEqualTo("completed");
        assertThat(client.json(href + "/download"))
                .extracting(row -> row.path("draft_policy_decision").asText())
                .containsExactlyInAnyOrder("allowed", "blocked_no_rule", "");
    }

    @Test
    void an_answer_may_be_stale() throws IOException {
        clock.set(NINE.plus(Duration.ofMinutes(10)));
        lab.queries().next(QueryTrouble.STALE);

        assertThat(client.rows(all())).isEmpty();
        assertThat(client.rows(all())).hasSize(3);
    }
}
