package illumiomonitor.plugins.zeek;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.plugins.zeek.LabelledLogs.Truth;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.TimeWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection logs as they are met outside: converted, labelled, cut, written by other versions. */
class OddLogsTest {

    private static final String NAMES =
            "ts id.orig_h id.orig_p id.resp_h id.resp_p proto duration orig_bytes resp_bytes conn_state";
    private static final String ONE = "1545403816.9 10.0.0.5 41000 8.8.4.4 443 tcp 2.5 80 292 SF";

    @TempDir Path folder;

    private final List<FlowRow> rows = new ArrayList<>();
    private final List<Truth> truths = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private void read(String text) throws Exception {
        Path file = folder.resolve("conn.log");
        Files.writeString(file, text);
        read(file);
    }

    private void read(Path file) throws Exception {
        LabelledLogs.read(
                file,
                new LabelledLogs.Taker() {
                    @Override
                    public void row(FlowRow row, Truth truth) {
                        rows.add(row);
                        truths.add(truth);
                    }

                    @Override
                    public void malformed(String why) {
                        faults.add(why);
                    }
                });
    }

    private static String tabs(String spaced) {
        return spaced.replace(' ', '\t');
    }

    private static String head(String names) {
        return "#separator \\x09\n#fields\t" + tabs(names) + "\n";
    }

    private FlowRow one() {
        assertThat(faults).isEmpty();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private void isTheOne() {
        FlowRow row = one();
        assertThat(row.src().ip()).isEqualTo("10.0.0.5");
        assertThat(row.dst().ip()).isEqualTo("8.8.4.4");
        assertThat(row.port()).isEqualTo(443);
        assertThat(row.firstDetected()).isEqualTo("2018-12-21T14:50:16.900Z");
        assertThat(row.lastDetected()).isEqualTo("2018-12-21T14:50:19.400Z");
        assertThat(row.bytesIn()).isEqualTo(80);
        assertThat(row.decision()).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void columns_in_another_order_are_found_by_their_names() throws Exception {
        read(
                head(
                                "conn_state proto orig_bytes resp_bytes id.resp_p id.resp_h id.orig_p id.orig_h duration ts")
                        + tabs("SF tcp 80 292 443 8.8.4.4 41000 10.0.0.5 2.5 1545403816.9"));

        isTheOne();
    }

    @Test
    void names_that_are_said_anew_hold_from_there_on() throws Exception {
        read(
                head(NAMES)
                        + tabs(ONE)
                        + "\n#close\t2018-12-21-15-00-00\n"
                        + "#separator \\x2c\n#unset_field,?\n#fields,ts,id.resp_h,id.orig_h,proto,conn_state,orig_bytes\n"
                        + "1545403900,8.8.8.8,10.0.0.6,udp,S0,?\n");

        assertThat(faults).isEmpty();
        assertThat(rows).extracting(row -> row.src().ip()).containsExactly("10.0.0.5", "10.0.0.6");
    }

    @Test
    void a_log_without_names_has_zeeks_usual_columns() throws Exception {
        read(
                tabs(
                        "1545403816.9 CrDn63 10.0.0.5 41000 8.8.4.4 443 tcp ssl 2.5 80 292 SF T F 0 ShAdDaFf 9 500 8 700 (empty)"));

        isTheOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "|", "\t"})
    void a_first_line_of_names_without_a_mark_is_understood(String separator) throws Exception {
        read(NAMES.replace(" ", separator) + "\n" + ONE.replace(" ", separator) + "\n");

        isTheOne();
    }

    @Test
    void the_three_spaces_between_added_labels_are_columns() throws Exception {
        String names = tabs(NAMES) + "\ttunnel_parents   label   detailed-label";
        read(
                "#separator \\x09\n#fields\t"
                        + names
                        + "\n"
                        + tabs(ONE)
                        + "\t-   Malicious   C&C\n"
                        + tabs(ONE)
                        + "\t(empty)   Benign   -\n"
                        + tabs(ONE)
                        + "\t-\tBackground\t-\n");

        assertThat(faults).isEmpty();
        assertThat(truths).containsExactly(Truth.MALICIOUS, Truth.BENIGN, Truth.UNKNOWN);
    }

    @Test
    void single_blanks_between_added_labels_are_understood_too() throws Exception {
        read(
                "#separator \\x09\n#fields\t"
                        + tabs(NAMES)
                        + "\ttunnel_parents label detailed-label\n"
                        + tabs(ONE)
                        + "\t(empty) Malicious PartOfAHorizontalPortScan\n"
                        + tabs(ONE)
                        + "\t- Benign -\n");

        assertThat(faults).isEmpty();
        assertThat(truths).containsExactly(Truth.MALICIOUS, Truth.BENIGN);
    }

    @ParameterizedTest
    @CsvSource({
        "Malicious, MALICIOUS",
        "benign, BENIGN",
        "From-Normal-V42-Stribrek, BENIGN",
        "From-Botnet-V42-TCP, MALICIOUS",
        "Background-UDP, UNKNOWN",
        "-, UNKNOWN",
        "0, BENIGN",
        "1, MALICIOUS",
        "PortScan, MALICIOUS",
        "BENIGN, BENIGN",
        "none, BENIGN"
    })
    void labels_of_many_captures_are_understood(String label, Truth truth) throws Exception {
        read(head(NAMES + " label") + tabs(ONE) + "\t" + label + "\n");

        assertThat(truths).containsExactly(truth);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1545403816.900000",
                "1545403816900",
                "1.5454038169E9",
                "2018-12-21T14:50:16.900000Z",
                "2018-12-21T15:50:16.9+0100",
                "2018-12-21T15:50:16.9+01:00",
                "2018-12-21 14:50:16.9",
                "2018-12-21T14:50:16.9"
            })
    void times_are_seconds_milliseconds_or_dates(String time) throws Exception {
        read(head(NAMES) + tabs(ONE).replace("1545403816.9", time) + "\n");

        isTheOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"ts":1545403816.9,"id.orig_h":"10.0.0.5","id.orig_p":41000,"id.resp_h":"8.8.4.4","id.resp_p":443,\
                "proto":"tcp","duration":2.5,"orig_bytes":80,"resp_bytes":292,"conn_state":"SF","service":null}
                """,
                """
                [
                {"ts":"2018-12-21T14:50:16.9Z","id":{"orig_h":"10.0.0.5","orig_p":41000,"resp_h":"8.8.4.4","resp_p":443},\
                "proto":"TCP","duration":"2.5","orig_bytes":"80","resp_bytes":"292","conn_state":"SF"}
                ]
                """,
                """
                [{"conn_state":"SF","ts":1545403816900,"id_orig_h":"10.0.0.5","id_orig_p":"41000","id_resp_h":"8.8.4.4",\
                "id_resp_p":443,"proto":"tcp","duration":2.5,"orig_bytes":80,"local_orig":true},]
                """
            })
    void json_is_understood_as_zeek_and_its_exporters_write_it(String json) throws Exception {
        read(json.replace("},]", "}]"));

        isTheOne();
    }

    @Test
    void unset_values_are_nothing() throws Exception {
        read(head(NAMES) + tabs("1545403816.9 10.0.0.5 - 8.8.4.4 443 tcp - - - S0") + "\n");

        assertThat(one().bytesIn()).isZero();
        assertThat(one().firstDetected()).isEqualTo(one().lastDetected());
    }

    @Test
    void where_the_state_is_missing_an_answer_tells() throws Exception {
        String names = NAMES + " resp_pkts";
        read(
                head(names)
                        + tabs(ONE.replace("SF", "-") + " 3")
                        + "\n"
                        + tabs(ONE.replace("SF", "INT") + " 0")
                        + "\n"
                        + tabs(ONE.replace("292 SF", "- -") + " -")
                        + "\n");

        assertThat(rows)
                .extracting(FlowRow::decision)
                .containsExactly(Decision.ALLOWED, Decision.BLOCKED);
        assertThat(faults)
                .singleElement()
                .asString()
                .contains("conn.log, line 5")
                .contains("conn_state is missing");
    }

    @Test
    void addresses_of_version_six_and_their_zones_are_read() throws Exception {
        read(
                head(NAMES)
                        + tabs("1545403816.9 fe80::1%eth0 5353 ff02::fb 5353 udp - - - S0")
                        + "\n"
                        + tabs("1545403816.9 2001:db8::5 128 2001:db8::1 0 icmp - - - OTH")
                        + "\n");

        assertThat(faults).isEmpty();
        assertThat(rows)
                .extracting(row -> row.src().ip())
                .containsExactly("fe80::1", "2001:db8::5");
        assertThat(rows).extracting(FlowRow::transmission).containsExactly("multicast", "unicast");
    }

    @ParameterizedTest
    @CsvSource({
        "224.0.0.251, multicast", "239.255.255.250, multicast", "255.255.255.255, broadcast",
        "192.168.1.255, broadcast", "8.8.4.255, unicast", "192.168.1.25, unicast"
    })
    void what_goes_to_many_is_told_apart(String to, String transmission) throws Exception {
        read(head(NAMES) + tabs(ONE).replace("8.8.4.4", to) + "\n");

        assertThat(one().transmission()).isEqualTo(transmission);
    }

    @Test
    void an_answer_that_came_too_late_is_no_call_of_the_server() throws Exception {
        read(head(NAMES) + tabs("1545403816.9 8.8.8.8 53 10.0.0.5 54321 udp - 120 - S0") + "\n");

        FlowRow row = one();
        assertThat(row.src().ip()).isEqualTo("10.0.0.5");
        assertThat(row.port()).isEqualTo(53);
        assertThat(row.decision()).isEqualTo(Decision.ALLOWED);
        assertThat(row.bytesOut()).isEqualTo(120);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 6",
        "UDP, 17",
        "ipv6-icmp, 58",
        "gre, 47",
        "132, 132",
        "unknown_transport, 255"
    })
    void protocols_are_names_or_numbers(String name, int number) throws Exception {
        read(head(NAMES) + tabs(ONE).replace("tcp", name) + "\n");

        assertThat(one().proto()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.555, id.orig_h is no address: 10.0.0.555",
        "1545403816.9, yesterday, ts is no time: yesterday",
        "tcp, -, proto is missing",
        "443, 70000, id.resp_p is out of range",
        "2.5, -3, duration is out of range",
        "292, many, resp_bytes is no number: many"
    })
    void a_bad_value_is_one_sentence_and_costs_one_line(String good, String bad, String why)
            throws Exception {
        read(head(NAMES) + tabs(ONE).replace(good, bad) + "\n" + tabs(ONE) + "\n");

        assertThat(faults).singleElement().asString().contains("conn.log, line 3 ").contains(why);
        assertThat(rows).hasSize(1);
    }

    @Test
    void a_line_that_was_cut_is_said_and_the_file_opened_anew_goes_on() throws Exception {
        read(head(NAMES) + tabs(ONE).substring(0, 30) + "\n" + head(NAMES) + tabs(ONE) + "\n");

        assertThat(faults).singleElement().asString().contains("fields instead of 10");
        assertThat(rows).hasSize(1);
    }

    @Test
    void marks_and_ends_of_lines_of_other_systems_do_not_matter() throws Exception {
        read("\uFEFF" + (head(NAMES) + "\n" + tabs(ONE) + "\n").replace("\n", "\r\n"));

        isTheOne();
    }

    @Test
    void another_log_is_not_taken_for_connections() throws Exception {
        read("#path\tdns\n" + head(NAMES) + tabs(ONE) + "\n");

        assertThat(rows).isEmpty();
        assertThat(faults).singleElement().asString().contains("it is of the log dns");
    }

    @Test
    void what_a_packed_file_holds_until_it_breaks_off_is_read() throws Exception {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder(head(NAMES));
        for (int i = 0; i < 2_000; i++) {
            text.append(tabs(ONE).replace("41000", "" + (1_024 + random.nextInt(60_000))))
                    .append('\n');
        }
        byte[] packed = gzip(text.toString());
        Path file = folder.resolve("conn.log.gz");
        Files.write(file, Arrays.copyOf(packed, packed.length / 2));

        read(file);

        assertThat(rows).hasSizeBetween(200, 1_999);
        assertThat(faults).last().asString().contains("breaks off here");
    }

    @Test
    void packed_files_are_known_by_what_is_in_them() throws Exception {
        Path file = folder.resolve("conn.log");
        Files.write(file, gzip(head(NAMES) + tabs(ONE)));

        read(file);

        isTheOne();
    }

    @Test
    void only_connection_logs_of_a_folder_are_read_and_none_twice() throws Exception {
        Path day = Files.createDirectory(folder.resolve("2018-12-21"));
        for (String name :
                List.of(
                        "conn.00:00:00-01:00:00.log.gz",
                        "conn.01:00:00-02:00:00.log",
                        "conn.01:00:00-02:00:00.log.gz",
                        "conn-summary.00:00:00-01:00:00.log.gz",
                        "open_conn.log",
                        "dns.log",
                        "README.md",
                        "008-conn.log.labeled.gz",
                        "conn_20181221.json",
                        "CTU-Capture-1conn.log.labeled")) {
            Files.createFile(day.resolve(name));
        }
        Files.createSymbolicLink(folder.resolve("current"), day);

        assertThat(LabelledLogs.files(folder.resolve("current")))
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "008-conn.log.labeled.gz",
                        "CTU-Capture-1conn.log.labeled",
                        "conn.00:00:00-01:00:00.log.gz",
                        "conn.01:00:00-02:00:00.log",
                        "conn_20181221.json");
    }

    @Test
    void a_folder_without_a_connection_log_is_said() throws Exception {
        ZeekSource source = new ZeekSource(folder);
        source.flows(
                FlowQuery.of(
                        new TimeWindow(Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z")), 10),
                row -> {});

        assertThat(source.warnings())
                .singleElement()
                .asString()
                .contains("holds no connection log");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
