package illumiomonitor.plugins.zeek;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.TimeWindow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZeekSourceTest {

    private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
    private static final String HEAD =
            "#separator \\x09\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto"
                    + "\tduration\torig_bytes\tresp_bytes\tconn_state\n";

    @TempDir Path folder;

    @Test
    void a_connection_is_a_row_in_the_window_in_which_it_ended() throws Exception {
        Files.writeString(folder.resolve("conn.log"), HEAD + line(10, 50, "SF"));

        List<FlowRow> rows = new ArrayList<>();
        ask(0, 59, rows);
        assertThat(rows).isEmpty();
        ask(60, 120, rows);

        assertThat(rows)
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.firstDetected()).isEqualTo(START.plusSeconds(10));
                            assertThat(row.lastDetected()).isEqualTo(START.plusSeconds(60));
                            assertThat(row.decision()).isEqualTo(Decision.ALLOWED);
                            assertThat(row.bytesIn()).isEqualTo(80);
                            assertThat(row.bytesOut()).isEqualTo(292);
                            assertThat(row.connections()).isEqualTo(1);
                        });
    }

    @Test
    void unanswered_states_are_blocked() throws Exception {
        Files.writeString(folder.resolve("conn.log"), HEAD + line(1, 0, "S0") + line(2, 0, "REJ"));

        List<FlowRow> rows = new ArrayList<>();
        ask(0, 60, rows);

        assertThat(rows).extracting(FlowRow::decision).containsOnly(Decision.BLOCKED);
    }

    @Test
    void tcp_without_a_handshake_is_answered_when_its_receiver_sent_something() throws Exception {
        String silent = line(2, 0, "OTH").replace("\t292\t", "\t0\t");
        String unknown = line(3, 0, "OTH").replace("\t292\t", "\t-\t");
        String datagram = silent.replace("\ttcp\t", "\tudp\t");
        Files.writeString(
                folder.resolve("conn.log"), HEAD + line(1, 0, "OTH") + silent + unknown + datagram);

        List<FlowRow> rows = new ArrayList<>();
        ask(0, 60, rows);

        assertThat(rows)
                .extracting(FlowRow::decision)
                .containsExactly(
                        Decision.ALLOWED, Decision.BLOCKED, Decision.BLOCKED, Decision.ALLOWED);
    }

    @Test
    void json_and_gzip_are_read_beside_tables_in_the_order_of_names() throws Exception {
        String json =
                "{\"ts\":%d.5,\"id.orig_h\":\"10.0.0.7\",\"id.orig_p\":8,\"id.resp_h\":\"10.0.0.8\",\"id.resp_p\":0,\"proto\":\"icmp\",\"conn_state\":\"OTH\"}\n"
                        .formatted(START.getEpochSecond());
        gzip(folder.resolve("conn.00:00:00-01:00:00.log.gz"), json);
        Files.writeString(folder.resolve("conn.log"), HEAD + line(1, 0, "SF"));

        List<FlowRow> rows = new ArrayList<>();
        ask(0, 60, rows);

        assertThat(rows).extracting(row -> row.src().ip()).containsExactly("10.0.0.7", "10.0.0.5");
        assertThat(rows).extracting(FlowRow::icmpType).containsExactly(8, -1);
    }

    @Test
    void malformed_lines_are_counted_once_and_the_others_stay() throws Exception {
        Files.writeString(
                folder.resolve("conn.log"),
                HEAD + "half a line\n" + line(1, 0, "SF") + line(2, 0, "SF").replace("80", "x"));
        ZeekSource source = new ZeekSource(folder);

        List<FlowRow> rows = new ArrayList<>();
        source.flows(query(0, 60), rows::add);
        source.flows(query(0, 60), row -> {});

        assertThat(rows).hasSize(1);
        assertThat(source.malformed()).isEqualTo(2);
    }

    @Test
    void what_is_too_much_for_one_answer_is_said() throws Exception {
        Files.writeString(folder.resolve("conn.log"), HEAD + line(1, 0, "SF") + line(2, 0, "SF"));

        FlowAnswer answer =
                new ZeekSource(folder)
                        .flows(
                                FlowQuery.of(new TimeWindow(START, START.plusSeconds(9)), 1),
                                row -> {});

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.matches()).isEqualTo(2);
    }

    private void ask(long from, long to, List<FlowRow> rows) throws Exception {
        new ZeekSource(folder).flows(query(from, to), rows::add);
    }

    private static FlowQuery query(long from, long to) {
        return FlowQuery.of(new TimeWindow(START.plusSeconds(from), START.plusSeconds(to)), 1_000);
    }

    private static String line(long second, long duration, String state) {
        return String.join(
                        "\t",
                        START.getEpochSecond() + second + ".000000",
                        "10.0.0.5",
                        "41000",
                        "10.0.0.9",
                        "443",
                        "tcp",
                        duration + ".0",
                        "80",
                        "292",
                        state)
                + "\n";
    }

    private static void gzip(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
