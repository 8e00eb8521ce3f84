package illumiomonitor.engine.pce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.FlowRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowRowReaderTest {

    private static final String RANGE =
            "\"timestamp_range\":{\"first_detected\":\"2026-07-01T00:00:00Z\",\"last_detected\":\"2026-07-01T07:44:03Z\"}";
    private static final String LEAST =
            "{\"src\":{\"ip\":\"10.0.0.1\"},\"dst\":{\"ip\":\"10.0.0.2\"},\"num_connections\":3,"
                    + RANGE
                    + "}";

    private final Warnings warnings = new Warnings();
    private final List<LabelRef> labels = new ArrayList<>();
    private int fetched;
    private final FlowRowReader reader =
            new FlowRowReader(
                    new LabelCache(
                            () -> {
                                fetched++;
                                return List.copyOf(labels);
                            }),
                    warnings);

    private FlowRow read(String json) throws Exception {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return reader.read(bytes, 0, bytes.length);
    }

    @Test
    void every_member_is_read() throws Exception {
        FlowRow row =
                read(
                        """
                        {"src":{"ip":"10.20.4.17",
                          "workload":{"href":"/orgs/1/workloads/a","name":"web-01","hostname":"web-01.acme.test",
                          "os_type":"linux","managed":true,"endpoint":false,"enforcement_mode":"visibility_only",
                          "labels":[{"href":"/orgs/1/labels/12","key":"role","value":"Web"},{"href":"/orgs/1/labels/31","key":"env","value":"Prod"}]}},
                         "dst":{"ip":"2001:db8::9","fqdn":"db-01.acme.test","ip_lists":[{"href":"/i/1","name":"Any"},{"href":"/i/2","name":"VPN"}]},
                         "service":{"port":5432,"proto":6,"process_name":"C:\\\\pg\\\\p.exe","user_name":"postgres","windows_service_name":"pg"},
                         "num_connections":118,"state":"timed out","flow_direction":"inbound",
                         "policy_decision":"potentially_blocked","dst_bi":48122,"dst_bo":1933011,"transmission":"broadcast",
                         "network":{"href":"/n/1","name":"Corporate"},"client_type":"server","caps":[],"seq_id":7,
                         "timestamp_range":{"first_detected":"2026-07-01T00:00:00Z","last_detected":"2026-07-01T07:51:12.500Z"}}""");

        assertThat(row)
                .isEqualTo(
                        new FlowRow(
                                new Endpoint(
                                        "10.20.4.17",
                                        "/orgs/1/workloads/a",
                                        "web-01",
                                        true,
                                        "visibility_only",
                                        Map.of("role", "Web", "env", "Prod"),
                                        List.of(),
                                        ""),
                                new Endpoint(
                                        "2001:db8::9",
                                        "",
                                        "db-01.acme.test",
                                        false,
                                        "",
                                        Map.of(),
                                        List.of("Any", "VPN"),
                                        "db-01.acme.test"),
                                5432,
                                6,
                                -1,
                                -1,
                                "C:\\pg\\p.exe",
                                "postgres",
                                "pg",
                                Direction.INBOUND,
                                "timed out",
                                Decision.POTENTIALLY_BLOCKED,
                                "broadcast",
                                "Corporate",
                                "server",
                                Instant.parse("2026-07-01T00:00:00Z"),
                                Instant.parse("2026-07-01T07:51:12.500Z"),
                                118,
                                48122,
                                1933011));
    }

    @Test
    void what_is_absent_or_null_is_empty() throws Exception {
        FlowRow least = read(LEAST);
        FlowRow nulls =
                read(
                        """
                        {"src":{"ip":"10.0.0.1","workload":null,"fqdn":null,"ip_lists":null},"dst":{"ip":"10.0.0.2"},"service":null,
                         "num_connections":3,"state":null,"flow_direction":null,"policy_decision":null,"dst_bi":null,"dst_bo":null,
                         "transmission":null,"network":null,"client_type":null,"icmp_type":null,%s}"""
                                .formatted(RANGE));

        assertThat(nulls).isEqualTo(least);
        assertThat(least.transmission()).isEqualTo("unicast");
        assertThat(least.decision()).isEqualTo(Decision.UNKNOWN);
        assertThat(least.direction()).isEqualTo(Direction.UNKNOWN);
        assertThat(least.port()).isZero();
    }

    @Test
    void icmp_has_no_port_but_a_type_and_nothing_else_has() throws Exception {
        FlowRow icmp =
                read(
                        LEAST.replace(
                                "\"num",
                                "\"icmp_type\":8,\"icmp_code\":0,\"service\":{\"proto\":1},\"num"));
        FlowRow tcp =
                read(
                        LEAST.replace(
                                "\"num",
                                "\"icmp_type\":8,\"service\":{\"proto\":6,\"port\":22},\"num"));

        assertThat(icmp.port()).isZero();
        assertThat(icmp.icmpType()).isEqualTo(8);
        assertThat(icmp.icmpCode()).isZero();
        assertThat(tcp.icmpType()).isEqualTo(-1);
    }

    @Test
    void an_unknown_decision_counts_as_unknown_and_is_told() throws Exception {
        read(LEAST.replace("\"num", "\"policy_decision\":\"maybe\",\"num"));
        read(LEAST.replace("\"num", "\"policy_decision\":\"maybe\",\"num"));

        assertThat(warnings.list())
                .containsExactly(
                        "the policy decision \"maybe\" is not known here and counts as unknown (2 times)");
    }

    @Test
    void a_name_falls_back_to_the_host_name_and_then_to_dns() throws Exception {
        String workload =
                "{\"ip\":\"10.0.0.1\",\"fqdn\":\"f\",\"workload\":{\"href\":\"/w\",\"name\":%s,\"hostname\":%s}}";

        assertThat(name(workload.formatted("\"n\"", "\"h\""))).isEqualTo("n");
        assertThat(name(workload.formatted("null", "\"h\""))).isEqualTo("h");
        assertThat(name(workload.formatted("\"\"", "\"\""))).isEqualTo("f");
        assertThat(name("{\"ip\":\"10.0.0.1\"}")).isEmpty();
    }

    private String name(String src) throws Exception {
        return read(LEAST.replace("{\"ip\":\"10.0.0.1\"}", src)).src().name();
    }

    @Test
    void a_label_that_is_only_an_href_is_looked_up_once() throws Exception {
        labels.add(new LabelRef("/orgs/1/labels/12", "role", "Web"));
        String src =
                "{\"ip\":\"10.0.0.%d\",\"workload\":{\"href\":\"/w\",\"labels\":[{\"href\":\"/orgs/1/labels/12\"},{\"href\":\"/orgs/1/labels/99\"}]}}";

        for (int i = 0; i < 5; i++) {
            FlowRow row = read(LEAST.replace("{\"ip\":\"10.0.0.1\"}", src.formatted(i)));
            assertThat(row.src().labels()).isEqualTo(Map.of("role", "Web"));
        }

        assertThat(fetched).isEqualTo(1);
        assertThat(warnings.list()).singleElement().asString().contains("/orgs/1/labels/99");
    }

    @Test
    void an_unmanaged_workload_keeps_its_href_and_says_so() throws Exception {
        Endpoint src =
                read(LEAST.replace(
                                "{\"ip\":\"10.0.0.1\"}",
                                "{\"ip\":\"10.0.0.1\",\"workload\":{\"href\":\"/w\",\"managed\":false}}"))
                        .src();

        assertThat(src.managed()).isFalse();
        assertThat(src.href()).isEqualTo("/w");
    }

    @Test
    void the_same_endpoint_is_the_same_object() throws Exception {
        assertThat(read(LEAST).src()).isSameAs(read(LEAST).src());
    }

    @Test
    void escapes_and_hostile_texts_are_read_as_meant() throws Exception {
        FlowRow row =
                read(
                        LEAST.replace(
                                "\"num",
                                "\"s\\u0074ate\":\"a\\\"}{[\\\\\",\"service\":{\"port\":\"443\",\"proto\":6.0,\"user_name\":\"\\u53f0\"},\"num"));

        assertThat(row.state()).isEqualTo("a\"}{[\\");
        assertThat(row.port()).isEqualTo(443);
        assertThat(row.proto()).isEqualTo(6);
        assertThat(row.user()).isEqualTo("台");
    }

    @Test
    void blanks_do_not_matter() throws Exception {
        assertThat(read(LEAST.replace(":{", " : {\n").replace(",\"", " ,\t\"").replace("}", " }")))
                .isEqualTo(read(LEAST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "17",
                "\"text\"",
                "[]",
                "{}",
                "{\"src\":{\"ip\":\"10.0.0.1\"}}",
                "{\"src\":{\"ip\":\"\"},\"dst\":{\"ip\":\"10.0.0.2\"},\"num_connections\":1}",
                "{\"src\":\"10.0.0.1\"}",
                "{\"src\":{\"ip\":\"10.0.0.1\"},\"dst\":{\"ip\":\"10.0.0.2\"},\"num_connections\":1}",
                "{\"src\":{\"ip\":\"10.0.0.1\"},\"dst\":{\"ip\":\"10.0.0.2\"},\"num_connections\":1,\"timestamp_range\":{\"first_detected\":\"today\"}}",
                "{\"src\":{\"ip\":\"10.0.0.1\"},\"dst\":{\"ip\":\"10.0.0.2\"},\"timestamp_range\":{\"first_detected\":\"2026-07-01T00:00:00Z\"}}",
                "{\"service\":{\"port\":70000}}",
                "{\"num_connections\":\"many\"}",
                "{\"a\" 1}",
                "{\"a\":",
                "{a:1}"
            })
    void a_row_that_cannot_be_placed_or_counted_is_refused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Unreadable.class);
    }

    private static List<String> split(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (JsonRows rows = new JsonRows(new Trickle(text), RowPlaces.in(new Trickle(text)))) {
            while (rows.next()) {
                found.add(rows.text());
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":\"]}\\\"\\\\\"},{\"b\":[1,{}]}]",
                " \n[ {\"a\":\"]}\\\"\\\\\"} ,\n{\"b\":[1,{}]} ] \n",
                "{\"a\":\"]}\\\"\\\\\"}\n{\"b\":[1,{}]}\n",
                "{\"a\":\"]}\\\"\\\\\"}{\"b\":[1,{}]}",
                "\uFEFF[{\"a\":\"]}\\\"\\\\\"},{\"b\":[1,{}]}]"
            })
    void an_array_and_lines_are_split_wherever_the_bytes_are_cut(String text) throws Exception {
        assertThat(split(text)).containsExactly("{\"a\":\"]}\\\"\\\\\"}", "{\"b\":[1,{}]}");
    }

    @Test
    void scalars_and_empty_arrays_are_elements_too() throws Exception {
        assertThat(split("[null, 17,\"x\",[] ]")).containsExactly("null", "17", "\"x\"", "[]");
        assertThat(split("[]")).isEmpty();
        assertThat(split("  ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[{}",
                "[{},",
                "[{}{}]",
                "[{},]",
                "[{\"a\":\"x",
                "{\"a\":{}",
                "<html>",
                "src,dst\n1,2",
                "[{}]x",
                "[,{}]",
                "{}x",
                "[1"
            })
    void what_breaks_off_or_is_no_list_is_noticed(String text) {
        assertThatThrownBy(() -> split(text)).isInstanceOf(BrokenJson.class);
    }

    @Test
    void a_cache_that_grows_and_forgets_still_tells_texts_apart() {
        SliceCache<String> cache = new SliceCache<>(20_000);
        for (int i = 0; i < 5_000; i++) {
            byte[] text = ("text-" + i).getBytes(StandardCharsets.UTF_8);
            assertThat(cache.get(text, 0, text.length)).isNull();
            cache.put(text, 0, text.length, "meaning-" + i);
            assertThat(cache.get(text, 0, text.length)).isEqualTo("meaning-" + i);
        }
    }

    /** Gives one byte at a time. */
    private static final class Trickle extends ByteArrayInputStream {
        Trickle(String text) {
            super(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(1, length));
        }
    }
}
