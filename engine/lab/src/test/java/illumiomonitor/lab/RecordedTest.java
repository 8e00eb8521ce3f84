package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.json.Json;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTest {

    private static final Instant NINE = Instant.parse("2026-07-01T09:00:00Z");

    @TempDir private Path folder;

    private final LabClock clock = LabClock.at("2026-07-01T10:00:00Z");

    private void write(String name, JsonNode body) throws IOException {
        Files.write(folder.resolve(name), Json.bytes(body));
    }

    private void meta(String counters) throws IOException {
        write("meta.json", Json.object().put("format", 1).put("counters", counters));
    }

    /** Records what a lab answers for a window. */
    private void record(int n, Client client, String start, String end) throws IOException {
        ObjectNode flows = Json.object().put("asked_at", end);
        flows.put("start_date", start).put("end_date", end);
        ArrayNode rows = flows.putArray("rows");
        client.rows(start, end).forEach(rows::add);
        Path file = folder.resolve("flows-%04d.json.gz".formatted(n));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(Json.bytes(flows));
        }
    }

    @Test
    void recorded_windows_are_answered_as_they_were() throws IOException {
        try (Lab lab = Lab.empty(clock).start()) {
            for (int i = 0; i < 20; i++) {
                lab.traffic()
                        .add(
                                Connection.of("10.0.0.5", "10.0.0." + i % 3, 443)
                                        .at(NINE.plusSeconds(60L * i))
                                        .visibleAfter(Duration.ofMinutes(i % 7)));
            }
            Client original = new Client(lab);
            meta("bucket");
            String start = "2026-07-01T08:40:00Z";
            List<String> ends =
                    List.of("2026-07-01T09:05:00Z", "2026-07-01T09:10:00Z", "2026-07-01T09:15:00Z");
            int n = 0;
            for (String end : ends) {
                record(n++, original, start, end);
            }

            try (Lab replay = Lab.recorded(folder, clock).start()) {
                Client client = new Client(replay);
                for (String end : ends) {
                    assertThat(client.rows(start, end))
                            .containsExactlyInAnyOrderElementsOf(original.rows(start, end));
                }
                assertThat(client.rows(start, "2026-07-01T09:12:00Z"))
                        .containsExactlyInAnyOrderElementsOf(
                                original.rows(start, "2026-07-01T09:10:00Z"));
            }
        }
    }

    @Test
    void everything_else_is_served_as_it_was_saved() throws IOException {
        meta("bucket");
        write("health.json", Json.read("[{\"status\":\"warning\"}]"));
        write("version.json", Json.read("{\"version\":\"24.5.1\"}"));
        write(
                "workloads.json",
                Json.read("[{\"href\":\"/orgs/1/workloads/a\",\"name\":\"host-1\"}]"));
        write(
                "labels.json",
                Json.read("[{\"href\":\"/orgs/1/labels/1\",\"key\":\"env\",\"value\":\"E1\"}]"));
        write(
                "events.json",
                Json.read(
                        "[{\"href\":\"/orgs/1/events/x\",\"timestamp\":\"2026-07-01T09:00:00.5Z\","
                                + "\"event_type\":\"agent.tampering\"}]"));

        try (Lab replay = Lab.recorded(folder, clock).start()) {
            Client client = new Client(replay);
            assertThat(client.json("/api/v2/health").at("/0/status").asText()).isEqualTo("warning");
            assertThat(client.json("/api/v2/product_version").path("version").asText())
                    .isEqualTo("24.5.1");
            assertThat(client.json("/api/v2/orgs/1/workloads").at("/0/name").asText())
                    .isEqualTo("host-1");
            assertThat(client.json("/api/v2/orgs/1/labels?key=env")).hasSize(1);
            assertThat(
                            client.events("2026-07-01T09:00:00Z", "2026-07-01T09:01:00Z", 10)
                                    .at("/0/href")
                                    .asText())
                    .isEqualTo("/orgs/1/events/x");
        }
    }

    @Test
    void without_a_saved_health_there_is_none() throws IOException {
        meta("bucket");

        try (Lab replay = Lab.recorded(folder, clock).start()) {
            assertThat(new Client(replay).get("/api/v2/health").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_folder_without_meta_is_refused() {
        assertThatThrownBy(() -> Lab.recorded(folder, clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("meta.json");
    }
}
