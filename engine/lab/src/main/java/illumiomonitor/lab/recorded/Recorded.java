package illumiomonitor.lab.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.lab.estate.EstatePages;
import illumiomonitor.lab.event.Events;
import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.http.Reply;
import illumiomonitor.lab.http.Router;
import illumiomonitor.lab.query.FlowSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** A recorded PCE, read from its folder once. */
public final class Recorded {

    private final JsonNode health;
    private final JsonNode version;
    private final List<ObjectNode> workloads;
    private final List<ObjectNode> labels;
    private final List<ObjectNode> events;
    private final FlowSource rows;

    /**
     * Reads a folder.
     *
     * @throws IOException if it is no recorded folder or one of its files cannot be read
     */
    public Recorded(Path dir) throws IOException {
        RecordedFolder folder = new RecordedFolder(dir);
        this.health = folder.read("health.json");
        this.version = folder.read("version.json");
        this.workloads = objects(folder.read("workloads.json"));
        this.labels = objects(folder.read("labels.json"));
        this.events = objects(folder.read("events.json"));
        boolean clipped = folder.meta().path("counters").asText().equals("clipped");
        List<RecordedRows.Recording> recordings = new ArrayList<>();
        for (RecordedFolder.Flows flows : folder.flows()) {
            recordings.add(
                    new RecordedRows.Recording(
                            time(flows.askedAt()),
                            time(flows.startDate()),
                            time(flows.endDate()),
                            flows.rows().stream().map(RecordedRow::new).toList()));
        }
        this.rows = new RecordedRows(recordings, clipped);
    }

    private static List<ObjectNode> objects(JsonNode array) {
        List<ObjectNode> objects = new ArrayList<>();
        array.forEach(node -> objects.add((ObjectNode) node));
        return objects;
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** Its traffic rows. */
    public FlowSource rows() {
        return rows;
    }

    /** Puts its events among those that are served. */
    public void fill(Events into) {
        for (ObjectNode body : events) {
            into.add(new LabEvent(time(body.path("timestamp").asText()), Duration.ZERO, body));
        }
    }

    /** Lays its pages; routes that are laid later for the same paths are hidden by them. */
    public void mount(Router router, EstatePages pages) {
        router.on("GET", "/health", (request, id) -> body(health));
        if (!version.isMissingNode()) {
            router.on("GET", "/product_version", (request, id) -> body(version));
        }
        pages.mountWorkloads(router, () -> workloads);
        pages.mountLabels(router, () -> labels);
    }

    private static Reply body(JsonNode node) {
        return node.isMissingNode()
                ? Reply.error(404, "not_found_error", "This was not recorded")
                : Reply.json(200, node);
    }
}
