package illumiomonitor.engine.pce;

import static illumiomonitor.engine.pce.Given.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import illumiomonitor.engine.pce.ScriptedPce.Manner;
import illumiomonitor.engine.pce.ScriptedPce.Said;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowQuery.PortRange;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import illumiomonitor.spi.TimeWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {

    @TempDir Path folder;
    private final ScriptedPce server = new ScriptedPce();
    private final TrafficScript traffic = new TrafficScript();
    private final List<FlowRow> rows = new ArrayList<>();
    private PceClient client;

    @BeforeEach
    void open() {
        server.script(traffic);
        client = Given.client(server, folder);
    }

    @AfterEach
    void nothing_is_left_on_disk() throws IOException {
        client.close();
        server.close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private FlowAnswer ask() throws SourceException, InterruptedException {
        return client.flows(everything(), rows::add);
    }

    private SourceException refused() {
        return catchThrowableOfType(SourceException.class, this::ask);
    }

    @Test
    void a_query_is_polled_until_it_is_complete_and_removed_after_its_download() throws Exception {
        traffic.file(40).statuses.addAll(List.of("queued", "working", "working"));

        FlowAnswer answer = ask();

        assertThat(rows).hasSize(40);
        assertThat(answer.rows()).isEqualTo(40);
        assertThat(answer.matches()).isEqualTo(40);
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.missing()).isEmpty();
        assertThat(answer.bytes()).isEqualTo(Given.rows(40).length());
        assertThat(server.count("GET", "/q1")).isEqualTo(4);
        assertThat(server.count("DELETE", "/q1")).isEqualTo(1);
    }

    @Test
    void the_question_is_put_as_the_pce_wants_it() throws Exception {
        traffic.file(0);

        ask();

        var body = traffic.made.get(0);
        assertThat(body.path("sources").toString()).isEqualTo("{\"include\":[[]],\"exclude\":[]}");
        assertThat(body.path("destinations").toString())
                .isEqualTo("{\"include\":[[]],\"exclude\":[]}");
        assertThat(body.path("services").toString()).isEqualTo("{\"include\":[],\"exclude\":[]}");
        assertThat(body.path("policy_decisions").toString())
                .isEqualTo("[\"allowed\",\"potentially_blocked\",\"blocked\",\"unknown\"]");
        assertThat(body.path("start_date").asText()).isEqualTo("2026-07-01T07:30:00Z");
        assertThat(body.path("end_date").asText()).isEqualTo("2026-07-01T08:00:00Z");
        assertThat(body.path("max_results").asInt()).isEqualTo(200_000);
        assertThat(body.path("query_name").asText()).startsWith("illumio-monitor-hq-");
        var headers = server.asked.get(0).headers();
        assertThat(headers.get("Authorization")).isEqualTo("Basic YXBpXzFhMmI6bm90LWEtc2VjcmV0");
        assertThat(headers.get("User-Agent")).startsWith("illumio-monitor/");
        assertThat(server.asked)
                .allSatisfy(
                        each ->
                                assertThat(each.headers().get("Accept"))
                                        .isEqualTo("application/json"));
    }

    @Test
    void a_narrower_question_names_decisions_ports_and_labels() throws Exception {
        traffic.file(0);
        FlowQuery query =
                new FlowQuery(
                        new TimeWindow(Given.EIGHT.minusNanos(1_500_000), Given.EIGHT.plusNanos(1)),
                        Set.of(Decision.BLOCKED),
                        List.of(
                                new PortRange(6, 0, 1023),
                                new PortRange(17, 53, 53),
                                new PortRange(1, 0, 0)),
                        "/orgs/1/labels/12",
                        List.of("/orgs/1/labels/31"),
                        500_000);

        client.flows(query, rows::add);

        var body = traffic.made.get(0);
        assertThat(body.path("policy_decisions").toString()).isEqualTo("[\"blocked\"]");
        assertThat(body.path("services").path("include").toString())
                .isEqualTo(
                        "[{\"port\":0,\"to_port\":1023,\"proto\":6},{\"port\":53,\"proto\":17},{\"proto\":1}]");
        assertThat(body.path("sources").toString())
                .isEqualTo(
                        "{\"include\":[[{\"label\":{\"href\":\"/orgs/1/labels/12\"}}]],\"exclude\":[{\"label\":{\"href\":\"/orgs/1/labels/31\"}}]}");
        assertThat(body.path("start_date").asText()).isEqualTo("2026-07-01T07:59:59.998Z");
        assertThat(body.path("end_date").asText()).isEqualTo("2026-07-01T08:00:00.001Z");
        assertThat(body.path("max_results").asInt()).isEqualTo(200_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"LENGTH", "CHUNKED", "UNTIL_CLOSE"})
    void an_answer_is_read_however_it_is_sent(Manner manner) throws Exception {
        traffic.file(300).downloads.add(Said.json(Given.rows(300)).by(manner));

        assertThat(ask().rows()).isEqualTo(300);
    }

    @Test
    void gzip_is_known_by_its_bytes_with_or_without_a_header() throws Exception {
        traffic.file(300).downloads.add(Said.json(Given.rows(300)).gzip());
        traffic.downloads.add(Said.json(Given.rows(300)).gzip().with("Content-Encoding", "gzip"));

        assertThat(ask().rows()).isEqualTo(300);
        assertThat(ask().rows()).isEqualTo(300);
        assertThat(rows).hasSize(600);
    }

    @Test
    void json_lines_are_as_good_as_an_array() throws Exception {
        String lines =
                Given.row(1).replace("\n", "") + "\n" + Given.row(2).replace("\n", "") + "\n";
        traffic.file(lines, 2, 2).downloads.add(Said.json(lines).gzip());

        assertThat(ask().rows()).isEqualTo(2);
        assertThat(ask().rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "RESET", "STALL", "HANG"})
    void a_broken_download_is_discarded_whole_and_fetched_again(Manner manner) throws Exception {
        traffic.file(500).downloads.add(Said.json(Given.rows(500)).by(manner));

        FlowAnswer answer = ask();

        assertThat(answer.rows()).isEqualTo(500);
        assertThat(rows).hasSize(500);
        assertThat(server.count("GET", "/download")).isEqualTo(2);
    }

    @Test
    void a_truncated_body_is_noticed_even_when_the_connection_ends_in_good_order()
            throws Exception {
        String whole = Given.rows(50);
        traffic.file(50).downloads.add(Said.json(whole.substring(0, whole.length() / 2)));
        traffic.downloads.add(Said.json(whole.substring(0, whole.length() - 1)));
        Said packed = Said.json(whole).gzip();
        traffic.downloads.add(
                new Said(
                        200,
                        Map.of(),
                        java.util.Arrays.copyOf(packed.body(), packed.body().length - 20),
                        Manner.LENGTH));
        traffic.downloads.add(Said.json("<html><title>Gateway</title></html>"));

        assertThat(ask().rows()).isEqualTo(50);
        assertThat(rows).hasSize(50);
        assertThat(server.count("GET", "/download")).isEqualTo(5);
    }

    @Test
    void an_answer_that_stays_broken_is_an_error_and_hands_nothing_over() {
        String whole = Given.rows(50);
        traffic.file(whole.substring(0, 3000), 50, 50);

        assertThat(refused().problem()).isEqualTo(Problem.UNREADABLE_ANSWER);
        assertThat(rows).isEmpty();
        assertThat(server.count("DELETE", "/q1")).isEqualTo(1);
    }

    @Test
    void completed_before_the_file_is_there_means_asking_for_the_file_again() throws Exception {
        traffic.file(40).downloads.add(Said.json("[]"));
        traffic.downloads.add(Said.empty(200));
        traffic.downloads.add(Said.json(Given.rows(12)));

        assertThat(ask().rows()).isEqualTo(40);
        assertThat(rows).hasSize(40);
    }

    @Test
    void a_file_that_stays_empty_although_rows_were_announced_is_an_error() {
        traffic.file("[]", 40, 40);

        assertThat(refused())
                .hasMessageContaining("stays empty")
                .extracting(SourceException::problem)
                .isEqualTo(Problem.UNREADABLE_ANSWER);
    }

    @Test
    void a_file_that_stays_short_is_handed_over_and_said_to_be_incomplete() throws Exception {
        traffic.file(Given.rows(30), 40, 40);

        FlowAnswer answer = ask();

        assertThat(answer.rows()).isEqualTo(30);
        assertThat(answer.missing()).contains("10 of 40 announced rows");
    }

    @Test
    void more_matches_than_rows_is_truncated_and_so_is_an_answer_at_the_limit() throws Exception {
        traffic.file(Given.rows(10), 35, 10);

        assertThat(ask().truncated()).isTrue();

        traffic.file(10);
        assertThat(client.flows(FlowQuery.of(Given.WINDOW, 10), rows::add).truncated()).isTrue();
        assertThat(client.flows(FlowQuery.of(Given.WINDOW, 11), rows::add).truncated()).isFalse();
    }

    @Test
    void a_region_that_did_not_answer_is_missing() throws Exception {
        traffic.file(3)
                .counts(
                        ",\"matches_count\":3,\"flows_count\":3,\"regions\":[{\"pce_fqdn\":\"a.example\",\"responded\":true},{\"pce_fqdn\":\"b.example\",\"responded\":false}]");

        assertThat(ask().missing()).isEqualTo("no answer from b.example");
    }

    @Test
    void the_result_may_be_an_absolute_address_and_the_path_may_have_its_prefix() throws Exception {
        traffic.file(3)
                .counts(
                        ",\"matches_count\":3,\"flows_count\":3,\"result\":\"https://other.example:8443/api/v2%s/q1/download\""
                                .formatted(TrafficScript.QUERIES));

        assertThat(ask().rows()).isEqualTo(3);
    }

    @Test
    void a_query_that_vanishes_is_asked_anew_once() throws Exception {
        traffic.file(7).polls.add(Said.empty(404));

        assertThat(ask().rows()).isEqualTo(7);
        assertThat(traffic.made).hasSize(2);

        traffic.polls.addAll(List.of(Said.empty(404), Said.empty(404)));
        assertThat(refused().problem()).isEqualTo(Problem.QUERY_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "killed", "timeout", "cancelled", "canceled"})
    void a_query_that_fails_twice_is_an_error_and_is_removed(String status) {
        traffic.file(7).statuses.addAll(List.of("working", status, status));

        SourceException error = refused();

        assertThat(error.problem()).isEqualTo(Problem.QUERY_FAILED);
        assertThat(error).hasMessageContaining(status);
        assertThat(server.count("DELETE", "/q1")).isEqualTo(1);
        assertThat(server.count("DELETE", "/q2")).isEqualTo(1);
    }

    @Test
    void an_unknown_status_is_waited_out_for_a_while_only() throws Exception {
        traffic.file(7).statuses.addAll(List.of("thinking", "thinking"));

        assertThat(ask().rows()).isEqualTo(7);

        for (int i = 0; i < 30; i++) {
            traffic.statuses.add("thinking");
        }
        assertThat(refused()).hasMessageContaining("thinking");
    }

    @Test
    void a_query_past_its_deadline_is_cancelled_and_removed() {
        for (int i = 0; i < 10_000; i++) {
            traffic.statuses.add("working");
        }
        client =
                new PceClient(
                        Given.pce(server.url()),
                        Given.pull(Duration.ofMillis(1500), false),
                        java.time.Clock.systemUTC(),
                        folder,
                        Given.FAST);

        SourceException error = refused();

        assertThat(error.problem()).isEqualTo(Problem.QUERY_FAILED);
        assertThat(error).hasMessageContaining("in time");
        assertThat(server.count("PUT", "/q1")).isEqualTo(1);
        assertThat(server.count("DELETE", "/q1")).isEqualTo(1);
    }

    @Test
    void a_post_without_body_is_found_by_its_name() throws Exception {
        traffic.file(7).posts.add(Said.empty(202));

        assertThat(ask().rows()).isEqualTo(7);
        assertThat(traffic.made).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "RESET", "HANG"})
    void a_post_whose_answer_is_lost_is_adopted_when_it_was_carried_out(Manner manner)
            throws Exception {
        traffic.file(7).posts.add(Said.json(202, "{\"href\":\"/orgs/1/x\"}").by(manner));

        assertThat(ask().rows()).isEqualTo(7);
        assertThat(server.count("POST", "/async_queries")).isEqualTo(1);
    }

    @Test
    void a_post_that_was_not_carried_out_is_sent_again_but_not_for_ever() throws Exception {
        traffic.refusingScriptedPosts().file(7).posts.add(Said.json(503, "<html>busy</html>"));

        assertThat(ask().rows()).isEqualTo(7);
        assertThat(server.count("POST", "/async_queries")).isEqualTo(2);

        for (int i = 0; i < 9; i++) {
            traffic.posts.add(Said.empty(500));
        }
        assertThat(refused().problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(server.count("POST", "/async_queries")).isEqualTo(5);
    }

    @Test
    void a_post_that_was_turned_away_with_429_is_sent_again() throws Exception {
        traffic.refusingScriptedPosts().file(7);
        for (int i = 0; i < 4; i++) {
            traffic.posts.add(Said.json(429, "[{\"token\":\"too_many_requests_error\"}]"));
        }

        assertThat(ask().rows()).isEqualTo(7);
        assertThat(traffic.made).hasSize(1);
        assertThat(
                        server.asked.stream()
                                .filter(
                                        a ->
                                                a.method().equals("GET")
                                                        && a.path().endsWith("/async_queries")))
                .isEmpty();
    }

    @Test
    void a_refused_question_is_not_asked_again_and_the_pces_words_are_told() {
        traffic.refusingScriptedPosts()
                .posts
                .add(
                        Said.json(
                                        406,
                                        "[{\"token\":\"invalid_timestamp\",\"message\":\"no zone\"}]")
                                .with("X-Request-Id", "r-77"));

        SourceException error = refused();

        assertThat(error.problem()).isEqualTo(Problem.REFUSED);
        assertThat(error)
                .hasMessageContaining("invalid_timestamp: no zone")
                .hasMessageContaining("r-77");
        assertThat(server.count("POST", "/async_queries")).isEqualTo(1);
    }

    @Test
    void a_removal_that_is_refused_does_not_spoil_the_answer_and_is_tried_again_later()
            throws Exception {
        traffic.file(7).deletes.add(Said.empty(429));

        assertThat(ask().rows()).isEqualTo(7);
        assertThat(ask().rows()).isEqualTo(7);

        assertThat(server.count("DELETE", "/q1")).isEqualTo(2);
        assertThat(server.count("DELETE", "/q2")).isEqualTo(1);
    }

    @Test
    void leftovers_of_this_configuration_are_removed_and_others_are_not_touched() throws Exception {
        server.script(
                asked ->
                        asked.method().equals("GET")
                                ? Said.json(
                                        """
                                        [{"href":"/orgs/1/traffic_flows/async_queries/a","status":"completed","query_parameters":{"query_name":"illumio-monitor-hq-1"}},
                                         {"href":"/orgs/1/traffic_flows/async_queries/b","status":"working","query_parameters":{"query_name":"illumio-monitor-hq-2"}},
                                         {"href":"/orgs/1/traffic_flows/async_queries/c","status":"completed","query_parameters":{"query_name":"illumio-monitor-branch-1"}},
                                         {"href":"/orgs/1/traffic_flows/async_queries/e","status":"completed","query_parameters":{"query_name":"illumio-monitor-hq__check_-1"}},
                                         {"href":"/orgs/1/traffic_flows/async_queries/f","status":"completed","query_parameters":{"query_name":"illumio-monitor-hq__other_-1"}},
                                         {"href":"/orgs/1/traffic_flows/async_queries/d","status":"completed"}]""")
                                : Said.empty(204));
        Files.write(folder.resolve("pce-hq.123.spool"), "x".getBytes(StandardCharsets.UTF_8));

        client.deleteLeftovers();

        assertThat(
                        server.asked.stream()
                                .filter(a -> !a.method().equals("GET"))
                                .map(a -> a.method() + " " + a.path()))
                .containsExactly(
                        "DELETE /orgs/1/traffic_flows/async_queries/a",
                        "PUT /orgs/1/traffic_flows/async_queries/b",
                        "DELETE /orgs/1/traffic_flows/async_queries/b",
                        "DELETE /orgs/1/traffic_flows/async_queries/e");
    }

    @Test
    void one_unreadable_row_is_said_to_be_missing_and_the_others_are_kept() throws Exception {
        traffic.file("[" + Given.row(1) + ",{\"src\":{}}," + Given.row(2) + "]", 3, 3);

        FlowAnswer answer = ask();

        assertThat(answer.rows()).isEqualTo(2);
        assertThat(answer.missing())
                .isEqualTo("1 unreadable rows, first: row 2 has an endpoint without ip");
    }

    @Test
    void an_answer_without_one_readable_row_is_an_error() {
        traffic.file("[{\"token\":\"oops\"}]", 1, 1);

        assertThatThrownBy(this::ask)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("row 1 has no src");
    }
}
