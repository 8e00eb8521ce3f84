package illumiomonitor.lab.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.http.Habits.Gzip;
import illumiomonitor.lab.http.Reply;
import illumiomonitor.lab.http.Request;
import illumiomonitor.lab.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a completed query as they are sent. */
final class Download {

    private static final byte[] CSV_HEAD =
            "Source IP,Destination IP,Port,Protocol,Reported Policy Decision,Num Flows,First Detected,Last Detected\n"
                    .getBytes(StandardCharsets.UTF_8);

    private static final Map<String, String> DRAFT =
            Map.of(
                    "allowed", "allowed",
                    "potentially_blocked", "potentially_blocked_no_rule",
                    "blocked", "blocked_no_rule");

    private final Query query;
    private final long rows;

    Download(Query query, long rows) {
        this.query = query;
        this.rows = rows;
    }

    Reply reply(Request request, Gzip gzip) {
        if (!request.header("Accept").contains("application/json")) {
            return Reply.of(200).body("text/csv", this::csv);
        }
        if (isLate()) {
            return Reply.json(200, Json.array());
        }
        long offset = Math.min(rows, number(request.param("offset"), 0));
        long limit = Math.min(rows - offset, number(request.param("limit"), Long.MAX_VALUE));
        Path packed = query.answer.packed();
        boolean whole =
                offset == 0
                        && limit == query.answer.matches()
                        && query.trouble == null
                        && !query.hasDraft();
        if (packed != null && whole && gzip == Gzip.ASKED && takesGzip(request)) {
            return Reply.of(200).packed("application/json", out -> Files.copy(packed, out));
        }
        Reply reply =
                query.trouble == QueryTrouble.JSON_LINES
                        ? Reply.of(200).body("application/json", out -> lines(out, offset, limit))
                        : Reply.of(200).body("application/json", out -> array(out, offset, limit));
        boolean undeclared =
                gzip == Gzip.UNDECLARED || query.trouble == QueryTrouble.UNDECLARED_GZIP;
        return undeclared ? reply.gzip(false) : reply;
    }

    private static boolean takesGzip(Request request) {
        return request.header("Accept-Encoding").contains("gzip");
    }

    private boolean isLate() {
        return query.trouble == QueryTrouble.FILE_NEVER
                || (query.trouble == QueryTrouble.FILE_LATE && query.downloads <= 1);
    }

    private static long number(@Nullable String text, long otherwise) {
        return text == null ? otherwise : Long.parseLong(text);
    }

    private void array(OutputStream out, long offset, long limit) throws IOException {
        boolean[] first = {true};
        out.write('[');
        query.answer.rows(
                offset,
                limit,
                (row, length) -> {
                    if (!first[0]) {
                        out.write(',');
                    }
                    first[0] = false;
                    row(out, row, length);
                });
        out.write(']');
    }

    /** With the draft's decision, when that was asked for. */
    private void row(OutputStream out, byte[] row, int length) throws IOException {
        if (query.hasDraft()) {
            ObjectNode json = (ObjectNode) Json.MAPPER.readTree(row, 0, length);
            String draft = DRAFT.getOrDefault(json.path("policy_decision").asText(), "");
            out.write(Json.bytes(json.put("draft_policy_decision", draft)));
        } else {
            out.write(row, 0, length);
        }
    }

    private void lines(OutputStream out, long offset, long limit) throws IOException {
        query.answer.rows(
                offset,
                limit,
                (row, length) -> {
                    row(out, row, length);
                    out.write('\n');
                });
    }

    private void csv(OutputStream out) throws IOException {
        out.write(CSV_HEAD);
        query.answer.rows(
                0,
                rows,
                (row, length) -> {
                    JsonNode json = Json.MAPPER.readTree(row, 0, length);
                    out.write(csvLine(json).getBytes(StandardCharsets.UTF_8));
                });
    }

    private static String csvLine(JsonNode row) {
        return String.join(
                        ",",
                        row.at("/src/ip").asText(),
                        row.at("/dst/ip").asText(),
                        row.at("/service/port").asText(),
                        row.at("/service/proto").asText(),
                        row.path("policy_decision").asText(),
                        row.path("num_connections").asText(),
                        row.at("/timestamp_range/first_detected").asText(),
                        row.at("/timestamp_range/last_detected").asText())
                + "\n";
    }
}
