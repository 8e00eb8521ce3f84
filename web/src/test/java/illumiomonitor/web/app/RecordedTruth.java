package illumiomonitor.web.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What a recorded set says by itself: each row's totals as the newest answer that has it shows
 * them. Knows nothing of how the monitor counts.
 */
final class RecordedTruth {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Totals of all rows of one day. */
    record Sum(long connections, long bytesIn, long bytesOut) {

        Sum plus(Sum other) {
            return new Sum(
                    connections + other.connections,
                    bytesIn + other.bytesIn,
                    bytesOut + other.bytesOut);
        }

        Sum minus(Sum other) {
            return plus(new Sum(-other.connections, -other.bytesIn, -other.bytesOut));
        }
    }

    private record Answer(Instant end, JsonNode rows) {}

    private final List<Answer> answers = new ArrayList<>();

    RecordedTruth(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json.gz")).toList()) {
                JsonNode answer = read(file);
                answers.add(
                        new Answer(
                                Instant.parse(answer.path("end_date").asText()),
                                answer.path("rows")));
            }
        }
        answers.sort(Comparator.comparing(Answer::end));
    }

    static JsonNode read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return JSON.readTree(file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in);
        }
    }

    /** How many rows the answers up to an instant hold, one that several hold once. */
    int rows(Instant upTo) {
        return newest(upTo).size();
    }

    /** Sum of all rows. */
    Sum reported(Instant upTo) {
        return sum(newest(upTo).values());
    }

    /** Sum without what the source's agent says of connections that the destination's tells too. */
    Sum counted(Instant upTo) {
        Map<String, JsonNode> rows = newest(upTo);
        Set<String> inbound = new HashSet<>();
        rows.values().stream()
                .filter(row -> !isOutbound(row))
                .forEach(row -> inbound.add(connection(row)));
        return sum(
                rows.values().stream()
                        .filter(row -> !isOutbound(row) || !inbound.contains(connection(row)))
                        .toList());
    }

    private static boolean isOutbound(JsonNode row) {
        return row.path("flow_direction").asText().equals("outbound");
    }

    private static String connection(JsonNode row) {
        return row.at("/src/ip").asText()
                + " "
                + row.at("/dst/ip").asText()
                + " "
                + row.at("/service/port").asText()
                + " "
                + row.at("/service/proto").asText();
    }

    private Map<String, JsonNode> newest(Instant upTo) {
        Map<String, JsonNode> newest = new HashMap<>();
        for (Answer answer : answers) {
            if (!answer.end().isAfter(upTo)) {
                answer.rows().forEach(row -> newest.put(identity(row), row));
            }
        }
        return newest;
    }

    /** All of a row but what changes from answer to answer. */
    private static String identity(JsonNode row) {
        return connection(row)
                + row.path("service")
                + row.path("flow_direction")
                + row.path("state")
                + row.path("policy_decision")
                + row.path("transmission")
                + row.at("/timestamp_range/first_detected");
    }

    private static Sum sum(Iterable<JsonNode> rows) {
        Sum sum = new Sum(0, 0, 0);
        for (JsonNode row : rows) {
            sum =
                    sum.plus(
                            new Sum(
                                    row.path("num_connections").asLong(),
                                    row.path("dst_bi").asLong(),
                                    row.path("dst_bo").asLong()));
        }
        return sum;
    }
}
