package illumiomonitor.engine.pce;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import illumiomonitor.engine.pce.ScriptedPce.Asked;
import illumiomonitor.engine.pce.ScriptedPce.Manner;
import illumiomonitor.engine.pce.ScriptedPce.Said;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {

    private record Happened(int id, Instant at) {
        String json() {
            return "{\"href\":\"/orgs/1/events/"
                    + id
                    + "\",\"timestamp\":\""
                    + at
                    + "\",\"event_type\":\"agent.update\"}";
        }
    }

    @TempDir Path folder;
    private final ScriptedPce server = new ScriptedPce();
    private final List<Happened> happened = new ArrayList<>();
    private final List<EventRow> rows = new ArrayList<>();
    private int cap = 10_000;
    private boolean newestFirst = true;
    private boolean jobs = true;
    private String jobRows = "[]";
    private PceClient client;

    @BeforeEach
    void open() {
        server.script(this::answer);
        client = Given.client(server, folder);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private Said answer(Asked asked) {
        if (asked.path().endsWith("/jobs/j1")) {
            return asked.method().equals("DELETE")
                    ? Said.empty(204)
                    : Said.json(
                            "{\"status\":\"done\",\"result\":{\"href\":\"/orgs/1/datafiles/d1\"}}");
        }
        if (asked.path().endsWith("/datafiles/d1")) {
            return Said.json(jobRows);
        }
        Map<String, String> query = query(asked);
        Instant from = Instant.parse(query.get("timestamp[gte]"));
        Instant to = Instant.parse(query.get("timestamp[lte]"));
        List<Happened> match =
                happened.stream()
                        .filter(e -> !e.at().isBefore(from) && !e.at().isAfter(to))
                        .collect(Collectors.toList());
        if (asked.headers().containsKey("Prefer") && jobs) {
            jobRows = json(match);
            return Said.empty(202)
                    .with("Location", "https://x.example/api/v2/orgs/1/jobs/j1")
                    .with("Retry-After", "0");
        }
        match.sort(comparing(Happened::at, reverseOrder()));
        List<Happened> given = new ArrayList<>(match.subList(0, Math.min(cap, match.size())));
        if (!newestFirst) {
            java.util.Collections.shuffle(given, new Random(1));
        }
        return Said.json(json(given)).gzip();
    }

    private static String json(List<Happened> events) {
        return events.stream().map(Happened::json).collect(Collectors.joining(",", "[", "]"));
    }

    private static Map<String, String> query(Asked asked) {
        assertThat(asked.query()).doesNotContain("[").contains("%5Bgte%5D");
        Map<String, String> values = new TreeMap<>();
        for (String each : asked.query().split("&")) {
            String[] pair = each.split("=");
            values.put(
                    URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return values;
    }

    private void happen(int count, long everyMillis) {
        for (int i = 0; i < count; i++) {
            happened.add(new Happened(happened.size(), Given.EIGHT.minusMillis(i * everyMillis)));
        }
    }

    private long read() throws SourceException, InterruptedException {
        return client.events(Given.WINDOW, rows::add).events();
    }

    private void allAreThere() {
        assertThat(rows.stream().map(EventRow::href).collect(Collectors.toSet()))
                .hasSize(happened.size());
    }

    @Test
    void a_quiet_window_takes_one_request_with_a_zone_in_its_times() throws Exception {
        happen(7, 1000);

        assertThat(read()).isEqualTo(7);
        assertThat(server.asked).hasSize(1);
        assertThat(query(server.asked.get(0)))
                .isEqualTo(
                        Map.of(
                                "timestamp[gte]", "2026-07-01T07:30:00Z",
                                "timestamp[lte]", "2026-07-01T08:00:00Z",
                                "max_results", "10000"));
    }

    @Test
    void more_than_the_cap_is_walked_down_from_the_newest() throws Exception {
        happen(25_000, 60);

        assertThat(read()).isEqualTo(25_000);
        allAreThere();
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void events_of_one_time_at_the_cut_are_not_lost() throws Exception {
        for (int i = 0; i < 25_000; i++) {
            happened.add(new Happened(i, Given.EIGHT.minusMillis(i / 1500 * 1000L)));
        }

        assertThat(read()).isEqualTo(25_000);
        allAreThere();
    }

    @Test
    void a_pce_that_does_not_sort_is_read_by_halves() throws Exception {
        newestFirst = false;
        happen(25_000, 60);

        read();

        allAreThere();
    }

    @Test
    void a_lower_cap_than_asked_for_is_noticed() throws Exception {
        cap = 100;
        happen(250, 1000);

        assertThat(read()).isEqualTo(250);
        allAreThere();
    }

    @Test
    void more_than_the_cap_in_one_millisecond_needs_a_job() throws Exception {
        for (int i = 0; i < 10_500; i++) {
            happened.add(new Happened(i, Given.EIGHT.minusMillis(5)));
        }
        happened.add(new Happened(99_999, Given.EIGHT.minusSeconds(60)));

        read();

        allAreThere();
    }

    @Test
    void where_that_is_not_possible_the_window_is_not_taken_for_whole() {
        jobs = false;
        for (int i = 0; i < 10_500; i++) {
            happened.add(new Happened(i, Given.EIGHT.minusMillis(5)));
        }

        SourceException error = catchThrowableOfType(SourceException.class, this::read);

        assertThat(error.problem()).isEqualTo(Problem.QUERY_FAILED);
        assertThat(error).hasMessageContaining("has 10000 events or more");
    }

    @Test
    void a_broken_answer_is_asked_for_again() throws Exception {
        happen(10, 1000);
        List<Said> first =
                new ArrayList<>(List.of(Said.json(json(happened)).by(Manner.CUT), Said.empty(200)));
        server.script(asked -> first.isEmpty() ? answer(asked) : first.remove(0));

        assertThat(read()).isEqualTo(10);
    }

    @Test
    void an_event_that_cannot_be_read_is_counted_and_the_others_are_kept() throws Exception {
        server.script(
                asked ->
                        Said.json(
                                "[null,{\"event_type\":\"x\",\"timestamp\":\"never\"},"
                                        + new Happened(1, Given.EIGHT).json()
                                        + "]"));

        assertThat(read()).isEqualTo(1);
        assertThat(client.warnings()).anySatisfy(line -> assertThat(line).contains("is no object"));
        assertThat(client.warnings()).anySatisfy(line -> assertThat(line).contains("never"));
    }

    private EventRow one(String json) throws Exception {
        return maybe(json).orElseThrow();
    }

    private Optional<EventRow> maybe(String json) throws Exception {
        server.script(asked -> Said.json("[" + json + "]"));
        rows.clear();
        read();
        return rows.stream().findFirst();
    }

    @Test
    void a_failed_sign_in_names_who_was_tried() throws Exception {
        String json =
                """
                {"href":"/orgs/1/events/9a","timestamp":"2026-07-01T06:11:09.120Z","pce_fqdn":"pce.acme.test","created_by":{"system":{}},
                 "event_type":"user.sign_in","status":"failure","severity":"info",
                 "action":{"uuid":"u","api_endpoint":"/login/users/sign_in","api_method":"POST","http_status_code":200,"src_ip":"198.51.100.4"},
                 "resource_changes":[],
                 "notifications":[{"uuid":"n","notification_type":"user.login_failed","info":{"associated_user":{"supplied_username":"root@acme.test"}}}]}""";

        EventRow event = one(json);

        assertThat(event)
                .isEqualTo(
                        new EventRow(
                                "/orgs/1/events/9a",
                                Instant.parse("2026-07-01T06:11:09.120Z"),
                                "user.sign_in",
                                "failure",
                                "info",
                                "system",
                                "",
                                "198.51.100.4",
                                List.of("user.login_failed"),
                                "",
                                "",
                                "root@acme.test",
                                json));
    }

    @Test
    void null_action_and_status_and_the_address_in_the_notification() throws Exception {
        EventRow event =
                one(
                        """
                        {"href":"/system_events/77","timestamp":"2026-07-01T06:20:00.001Z","created_by":{"system":{}},
                         "event_type":"request.authentication_failed","status":null,"severity":"err","action":null,"resource_changes":[],
                         "notifications":[{"notification_type":"request.authentication_failed","info":{"src_ip":"198.51.100.4"}},{"notification_type":"other","info":null}]}""");

        assertThat(event.href()).isEqualTo("/system_events/77");
        assertThat(event.status()).isEmpty();
        assertThat(event.srcIp()).isEqualTo("198.51.100.4");
        assertThat(event.notificationTypes())
                .containsExactly("request.authentication_failed", "other");
    }

    @Test
    void an_agent_that_is_also_a_ven_is_one_actor_and_one_workload() throws Exception {
        EventRow event =
                one(
                        """
                        {"href":"/orgs/1/events/41","timestamp":"2026-07-01T06:25:33.900Z",
                         "created_by":{"ven":{"href":"/orgs/1/vens/1","hostname":"db-01.acme.test"},"agent":{"href":"/orgs/1/agents/55","hostname":"db-01.acme.test"}},
                         "event_type":"agent.tampering","status":null,"severity":"err","action":{"src_ip":"FILTERED","api_endpoint":"FILTERED"}}""");

        assertThat(event.actorType()).isEqualTo("agent");
        assertThat(event.actor()).isEqualTo("db-01.acme.test");
        assertThat(event.workload()).isEqualTo("db-01.acme.test");
        assertThat(event.srcIp()).isEqualTo("FILTERED");
    }

    @Test
    void what_was_changed_is_named_and_unknown_kinds_are_kept() throws Exception {
        EventRow event =
                one(
                        """
                        {"href":"/orgs/1/events/5","timestamp":"2026-07-01T06:25:33Z","created_by":{"robot":{"name":"r2"}},"event_type":"never.seen",
                         "resource_changes":[{"resource":{"workload":{"href":"/w/1","name":"web-01","hostname":"web-01.acme.test"}}},
                           {"resource":{"label":{"href":"/l/1","key":"env","value":"Prod"}}},{"resource":{"thing":{"href":"/t/1"}}},{"resource":null}]}""");

        assertThat(event.type()).isEqualTo("never.seen");
        assertThat(event.actorType()).isEqualTo("robot");
        assertThat(event.actor()).isEqualTo("r2");
        assertThat(event.resource()).isEqualTo("web-01, Prod, /t/1");
        assertThat(event.workload()).isEqualTo("web-01.acme.test");
    }

    @Test
    void an_event_without_href_is_known_by_its_content() throws Exception {
        String json = "{\"timestamp\":\"2026-07-01 06:25:33.123456\",\"event_type\":\"x\"}";

        EventRow event = one(json);

        assertThat(event.href()).startsWith("/events/sha256-").isEqualTo(one(json).href());
        assertThat(event.at()).isEqualTo(Instant.parse("2026-07-01T06:25:33.123456Z"));
    }

    @Test
    void texts_are_no_longer_than_the_store_takes_them() throws Exception {
        String name = "x".repeat(5000);

        EventRow event =
                one(
                        "{\"href\":\"/e/1\",\"timestamp\":\"2026-07-01T06:25:33Z\",\"event_type\":\"t\",\"created_by\":{\"user\":{\"username\":\"%s\"}}}"
                                .formatted(name));

        assertThat(event.actor()).hasSize(255);
        assertThat(event.body()).contains(name);
    }

    private String session(String user, String status, String severity) {
        return """
                {"href":"/orgs/1/events/s","timestamp":"2026-07-01T06:25:33Z","event_type":"user.create_session","status":%s,"severity":"%s",
                 "created_by":{"user":{"href":"%s","username":"ops@acme.test"}},"action":{"http_status_code":200}}"""
                .formatted(status, severity, user);
    }

    @Test
    void sessions_of_the_monitors_own_user_are_noise_unless_they_failed() throws Exception {
        server.script(new TrafficScript().file(0));
        client.flows(Given.everything(), row -> {});

        assertThat(maybe(session("/users/7", "\"success\"", "info"))).isEmpty();
        assertThat(maybe(session("/users/7", "null", "info"))).isEmpty();
        assertThat(maybe(session("/users/8", "\"success\"", "info"))).isPresent();
        assertThat(maybe(session("/users/7", "\"failure\"", "info"))).isPresent();
        assertThat(maybe(session("/users/7", "\"success\"", "err"))).isPresent();
        assertThat(
                        maybe(
                                session("/users/7", "\"success\"", "info")
                                        .replace("create_session", "sign_in")))
                .isPresent();
        assertThat(maybe(session("/users/7", "\"success\"", "info").replace("200", "401")))
                .isPresent();
    }

    @Test
    void the_key_itself_is_known_without_having_asked_for_traffic() throws Exception {
        assertThat(
                        maybe(
                                session("/users/9", "\"success\"", "info")
                                        .replace("ops@acme.test", "api_1a2b")))
                .isEmpty();
    }

    @Test
    void noise_is_kept_when_asked_for() throws Exception {
        client =
                new PceClient(
                        Given.pce(server.url()),
                        Given.pull(java.time.Duration.ofSeconds(5), true),
                        java.time.Clock.systemUTC(),
                        folder,
                        Given.FAST);

        assertThat(
                        maybe(
                                session("/users/9", "\"success\"", "info")
                                        .replace("ops@acme.test", "api_1a2b")))
                .isPresent();
    }
}
