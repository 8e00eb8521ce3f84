package illumiomonitor.lab.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Answers of a PCE that were saved as files in one folder, UTF-8, times RFC 3339 in UTC.
 *
 * <table>
 * <caption>Files; every one but {@code meta.json} may be missing</caption>
 * <tr><td>{@code meta.json}</td><td>an object: {@code format} 1, {@code recorded_from} and {@code
 *     recorded_to} (the stretch of time that was asked), {@code recorded_at}, {@code anonymised}
 *     true or false, {@code counters} {@code bucket} or {@code clipped}</td></tr>
 * <tr><td>{@code flows-NNNN.json.gz}</td><td>one traffic answer: an object with {@code asked_at},
 *     {@code start_date}, {@code end_date} and {@code rows}, the array that was downloaded, rows as
 *     the PCE wrote them. Any number of files, taken in the order of their names. Plain {@code
 *     flows-NNNN.json} is read too</td></tr>
 * <tr><td>{@code events.json}</td><td>an array of events as the PCE wrote them, each once, in any
 *     order; {@code events.json.gz} is read too</td></tr>
 * <tr><td>{@code health.json}</td><td>the body of {@code /health}; without the file the PCE has no
 *     {@code /health}</td></tr>
 * <tr><td>{@code version.json}</td><td>the body of {@code /product_version}</td></tr>
 * <tr><td>{@code workloads.json}</td><td>the whole array of {@code /orgs/N/workloads}</td></tr>
 * <tr><td>{@code labels.json}</td><td>the whole array of {@code /orgs/N/labels}</td></tr>
 * </table>
 *
 * Unknown files and unknown keys are ignored. hrefs keep the organisation they were recorded with;
 * the lab serves them under organisation 1.
 *
 * <p>A traffic query is answered from the answers whose windows end at or before the query's end:
 * in {@code bucket} mode each row once, as the newest of those answers shows it, if its {@code
 * last_detected} lies in the query's window; in {@code clipped} mode the rows of the answers whose
 * windows lie within the query's window, the newest answer of each window.
 */
public final class RecordedFolder {

    /** One traffic answer. */
    public record Flows(String askedAt, String startDate, String endDate, List<JsonNode> rows) {

        public Flows {
            rows = List.copyOf(rows);
        }
    }

    private final Path folder;

    public RecordedFolder(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.isRegularFile(folder.resolve("meta.json"))) {
            throw new IOException("no recorded folder, meta.json is missing: " + folder);
        }
    }

    public JsonNode meta() throws IOException {
        return read("meta.json");
    }

    /** The body of a file, missing when there is no such file. */
    JsonNode read(String name) throws IOException {
        Path plain = folder.resolve(name);
        Path packed = folder.resolve(name + ".gz");
        if (Files.exists(plain)) {
            return read(plain);
        }
        return Files.exists(packed) ? read(packed) : Json.MAPPER.missingNode();
    }

    /** Every traffic answer in the order of the files' names. */
    List<Flows> flows() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "flows-*.json{,.gz}")) {
            found.forEach(files::add);
        }
        List<Flows> answers = new ArrayList<>();
        for (Path file : files.stream().sorted().toList()) {
            JsonNode node = read(file);
            List<JsonNode> rows = new ArrayList<>();
            node.path("rows").forEach(rows::add);
            answers.add(
                    new Flows(
                            node.path("asked_at").asText(),
                            node.path("start_date").asText(),
                            node.path("end_date").asText(),
                            rows));
        }
        return answers;
    }

    private static JsonNode read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            boolean packed = file.toString().endsWith(".gz");
            return Json.MAPPER.readTree(packed ? new GZIPInputStream(in) : in);
        }
    }
}
