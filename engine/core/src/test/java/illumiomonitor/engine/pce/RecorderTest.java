package illumiomonitor.engine.pce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.TimeWindow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final TimeWindow WINDOW =
            new TimeWindow(Given.EIGHT.minusSeconds(7200), Given.EIGHT);

    @TempDir Path folder;
    @TempDir Path spool;
    private final LabClock clock = new LabClock(Given.EIGHT);
    private final Lab lab = Lab.demo(3, clock).start();
    private PceClient client;

    @BeforeEach
    void open() {
        client = LabTest.client(lab, clock, spool, Pace.brisk());
    }

    @AfterEach
    void close() {
        client.close();
        lab.close();
    }

    private void record(boolean anonymise) throws Exception {
        lab.habits().requestsPerMinute(100_000);
        PceRecorder.Plan plan =
                new PceRecorder.Plan(WINDOW, Duration.ofHours(1), anonymise, "bucket", 200_000);
        PceRecorder.record(client, folder, plan, Journal.none());
    }

    private static List<FlowRow> flows(PceClient of) throws Exception {
        List<FlowRow> rows = new ArrayList<>();
        of.flows(FlowQuery.of(WINDOW, 200_000), rows::add);
        return rows;
    }

    @Test
    void what_was_recorded_is_what_the_lab_replays() throws Exception {
        record(false);

        try (Lab replay = Lab.recorded(folder, clock).start();
                PceClient again = LabTest.client(replay, clock, spool, Pace.brisk())) {
            replay.habits().requestsPerMinute(100_000);
            assertThat(sorted(flows(again))).isEqualTo(sorted(flows(client)));
            assertThat(events(again)).isEqualTo(events(client));
            assertThat(again.version()).isEqualTo(client.version());
            assertThat(again.health()).isEqualTo(client.health());
            assertThat(again.labels()).containsExactlyInAnyOrderElementsOf(client.labels());
            assertThat(again.workloads()).containsExactlyInAnyOrderElementsOf(client.workloads());
        }
    }

    private static List<String> sorted(List<FlowRow> rows) {
        return rows.stream().map(FlowRow::toString).sorted().collect(Collectors.toList());
    }

    private static Set<String> events(PceClient of) throws Exception {
        List<EventRow> rows = new ArrayList<>();
        of.events(WINDOW, rows::add);
        return rows.stream().map(event -> event.href() + event.type()).collect(Collectors.toSet());
    }

    @Test
    void an_anonymised_recording_has_the_same_numbers_and_none_of_the_names() throws Exception {
        record(true);

        String all = everything();
        for (Workload each : client.workloads()) {
            assertThat(all)
                    .doesNotContain("\"" + each.name() + "\"")
                    .doesNotContain(each.hostname());
            assertThat(all).doesNotContain(each.href());
        }
        Set<String> addresses = new HashSet<>();
        for (FlowRow each : flows(client)) {
            addresses.add(each.src().ip());
            addresses.add(each.dst().ip());
        }
        assertThat(addresses).isNotEmpty();
        assertThat(addresses.stream().filter(ip -> all.contains("\"" + ip + "\"")).count())
                .isLessThan(addresses.size() / 10 + 2);
        try (Lab replay = Lab.recorded(folder, clock).start();
                PceClient again = LabTest.client(replay, clock, spool, Pace.brisk())) {
            replay.habits().requestsPerMinute(100_000);
            assertThat(sums(flows(again))).isEqualTo(sums(flows(client)));
            assertThat(again.workloads()).hasSameSizeAs(client.workloads());
        }
    }

    @Test
    void what_people_wrote_is_nowhere_in_an_anonymised_recording() throws Exception {
        JsonNode workloads =
                Json.MAPPER.readTree(
                        """
                        [{"href":"/orgs/1/workloads/0b6c2a54-2f0e-4d7b-9e8a-7d1f2c3b4a55","name":"mArker","hostname":"mArker.acme.test","managed":true,
                          "description":"belongs to mArker","service_principal_name":"host/mArker","distinguished_name":"CN=mArker","data_center":"mArker",
                          "external_data_reference":"mArker","public_ip":"10.77.88.99","labels":[],
                          "interfaces":[{"name":"mArker0","address":"10.77.88.99"}],
                          "services":{"open_service_ports":[{"process_name":"/opt/mArker","user":"mArker","package":"mArker"}]}}]""");
        JsonNode events =
                Json.MAPPER.readTree(
                        """
                        [{"href":"/orgs/1/events/1b6c2a54-2f0e-4d7b-9e8a-7d1f2c3b4a55","timestamp":"2026-07-01T07:30:00.000Z","pce_fqdn":"mArker.acme.test",
                          "created_by":{"user":{"href":"/users/7","username":"mArker@acme.test"}},"event_type":"rule_set.update","status":"success","severity":"info",
                          "action":{"uuid":"mArker","api_endpoint":"/api/v2/orgs/1/sec_policy/draft/mArker","api_method":"PUT","src_ip":"10.77.88.99","info":{"note":"mArker"}},
                          "resource_changes":[{"resource":{"rule_set":{"href":"/orgs/1/sec_policy/draft/rule_sets/9","name":"mArker"}},
                             "changes":{"description":{"before":"of mArker","after":"mArker's"},"name":{"before":"mArker","after":"x"}},"change_type":"update"}],
                          "notifications":[{"uuid":"n","notification_type":"user.login_failed","info":{"associated_user":{"supplied_username":"mArker"},"text":"by mArker from 10.77.88.99"}}]}]""");
        lab.faults()
                .on(Match.workloads())
                .always()
                .answer(illumiomonitor.lab.http.Reply.json(200, workloads));
        lab.faults()
                .on(Match.events())
                .always()
                .answer(illumiomonitor.lab.http.Reply.json(200, events));

        record(true);

        assertThat(everything())
                .doesNotContainIgnoringCase("mArker")
                .doesNotContain("77.88", "acme");
        try (Lab replay = Lab.recorded(folder, clock).start();
                PceClient again = LabTest.client(replay, clock, spool, Pace.brisk())) {
            assertThat(again.workloads()).hasSize(1);
            assertThat(events(again)).hasSize(1);
        }
    }

    private static List<String> sums(List<FlowRow> rows) {
        return rows.stream()
                .map(
                        r ->
                                r.port()
                                        + " "
                                        + r.connections()
                                        + " "
                                        + r.decision()
                                        + " "
                                        + r.src().managed())
                .sorted()
                .collect(Collectors.toList());
    }

    private String everything() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(RecorderTest::text).collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try (InputStream in = Sniff.open(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_folder_with_something_in_it_is_left_alone() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> record(false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void addresses_keep_their_kind_and_their_neighbours() {
        AddressVeil veil = new AddressVeil(new Seal());

        assertThat(veil.veil("10.1.2.3")).startsWith("10.").isEqualTo(veil.veil("10.1.2.3"));
        assertThat(net(veil.veil("10.1.2.3"))).isEqualTo(net(veil.veil("10.1.2.99")));
        assertThat(net(veil.veil("10.1.2.3"))).isNotEqualTo(net(veil.veil("10.1.3.3")));
        assertThat(veil.veil("192.168.7.1")).startsWith("192.168.");
        assertThat(veil.veil("172.20.1.1")).matches("172\\.(1[6-9]|2\\d|3[01])\\..*");
        assertThat(veil.veil("203.0.113.9")).startsWith("203.");
        assertThat(net(veil.veil("10.1.2.0/24")) + ".0/24").isEqualTo(veil.veil("10.1.2.0/24"));
        assertThat(net(veil.veil("10.1.2.0/24"))).isEqualTo(net(veil.veil("10.1.2.77")));
        assertThat(veil.veil("2001:db8::1"))
                .startsWith("2001:")
                .isNotEqualTo(veil.veil("2001:db8::2"));
        for (String special :
                List.of("127.0.0.1", "224.0.0.1", "255.255.255.255", "169.254.1.1", "0.0.0.0")) {
            assertThat(veil.veil(special)).isEqualTo(special);
        }
        assertThat(AddressVeil.isAddress("web-01.acme.test")).isFalse();
        assertThat(AddressVeil.isAddress("12:30")).isFalse();
        assertThat(AddressVeil.isAddress("::1")).isTrue();
    }

    private static String net(String ip) {
        return ip.substring(0, ip.lastIndexOf('.'));
    }

    @Test
    void texts_are_replaced_alike_everywhere_and_the_pces_words_stay() throws Exception {
        JsonNode row =
                Json.MAPPER.readTree(
                        """
                        {"src":{"ip":"10.0.0.1","workload":{"href":"/orgs/4021/workloads/0b6c2a54-2f0e-4d7b-9e8a-7d1f2c3b4a55","name":"web-01","hostname":"web-01.acme.test",
                          "labels":[{"href":"/orgs/4021/labels/12","key":"role","value":"Secret"},{"href":"/orgs/4021/labels/13","key":"project","value":"Secret"}]}},
                         "service":{"process_name":"/opt/acme/bin/secretd","user_name":"ACME\\\\joe"},"policy_decision":"blocked","state":"timed out","num_connections":7,
                         "notifications":[{"token":"node_memory"},{"token":"Yj7x.acme"}],
                         "timestamp_range":{"first_detected":"2026-07-01T00:00:00Z"},
                         "changes":{"enforcement_mode":{"before":"idle","after":"full"},"name":{"before":"web-01","after":"x"}},
                         "action":{"api_endpoint":"/api/v2/orgs/4021/workloads/0b6c2a54-2f0e-4d7b-9e8a-7d1f2c3b4a55","src_ip":"FILTERED"}}""");

        JsonNode veiled = new Anonymiser().veil(row);

        String text = veiled.toString();
        assertThat(text)
                .doesNotContain("4021")
                .doesNotContain("web-01")
                .doesNotContain("acme")
                .doesNotContain("ecret");
        assertThat(text).doesNotContain("joe").doesNotContain("project").doesNotContain("0b6c2a54");
        JsonNode workload = veiled.at("/src/workload");
        assertThat(workload.path("hostname").asText())
                .startsWith(workload.path("name").asText() + ".");
        assertThat(workload.at("/labels/0/value")).isEqualTo(workload.at("/labels/1/value"));
        assertThat(workload.at("/labels/0/key").asText()).isEqualTo("role");
        assertThat(workload.at("/labels/0/href").asText()).isEqualTo("/orgs/1/labels/12");
        assertThat(workload.path("href").asText())
                .isEqualTo(veiled.at("/action/api_endpoint").asText());
        assertThat(veiled.at("/action/src_ip").asText()).isEqualTo("FILTERED");
        assertThat(veiled.at("/changes/enforcement_mode"))
                .isEqualTo(row.at("/changes/enforcement_mode"));
        assertThat(veiled.at("/changes/name/before")).isEqualTo(workload.path("name"));
        assertThat(veiled.at("/notifications/0/token").asText()).isEqualTo("node_memory");
        assertThat(veiled.path("state")).isEqualTo(row.path("state"));
        assertThat(veiled.path("num_connections").asInt()).isEqualTo(7);
        assertThat(veiled.path("timestamp_range")).isEqualTo(row.path("timestamp_range"));
    }
}
