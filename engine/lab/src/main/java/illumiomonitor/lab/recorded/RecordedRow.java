package illumiomonitor.lab.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.json.Json;
import illumiomonitor.lab.query.End;
import illumiomonitor.lab.query.FlowView;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;

/** A row as it was recorded. */
record RecordedRow(JsonNode row) implements FlowView {

    /** What makes it a row of its own, but for first_detected. */
    String key() {
        return String.join(
                "|",
                row.at("/src/ip").asText(),
                row.at("/dst/ip").asText(),
                row.path("service").toString(),
                row.path("icmp_type").asText(),
                row.path("icmp_code").asText(),
                row.path("flow_direction").asText(),
                row.path("state").asText(),
                row.path("policy_decision").asText(),
                row.path("transmission").asText(),
                row.at("/network/href").asText(),
                row.path("client_type").asText(),
                first().toString().substring(0, 10));
    }

    Instant first() {
        return time("first_detected");
    }

    /** Whether this is what an earlier answer showed, seen again after a late report. */
    boolean replaces(RecordedRow earlier) {
        return first().isBefore(earlier.first())
                && connections() >= earlier.connections()
                && !lastDetected().isBefore(earlier.lastDetected());
    }

    private long connections() {
        return row.path("num_connections").asLong();
    }

    @Override
    public Instant lastDetected() {
        return time("last_detected");
    }

    private Instant time(String which) {
        return OffsetDateTime.parse(row.path("timestamp_range").path(which).asText()).toInstant();
    }

    @Override
    public End src() {
        return end(row.path("src"));
    }

    @Override
    public End dst() {
        return end(row.path("dst"));
    }

    private static End end(JsonNode end) {
        Set<String> labels = new HashSet<>();
        end.at("/workload/labels").forEach(label -> labels.add(label.path("href").asText()));
        Set<String> lists = new HashSet<>();
        for (JsonNode list : end.path("ip_lists")) {
            String href = list.path("href").asText();
            lists.add(href.substring(href.lastIndexOf('/') + 1));
        }
        return new End(
                end.path("ip").asText(),
                end.at("/workload/href").asText(),
                labels,
                lists,
                end.path("fqdn").asText());
    }

    @Override
    public int port() {
        return row.at("/service/port").asInt();
    }

    @Override
    public int proto() {
        return row.at("/service/proto").asInt();
    }

    @Override
    public String process() {
        return row.at("/service/process_name").asText();
    }

    @Override
    public String service() {
        return row.at("/service/windows_service_name").asText();
    }

    @Override
    public String transmission() {
        return row.path("transmission").asText("unicast");
    }

    @Override
    public String decision() {
        return row.path("policy_decision").asText("unknown");
    }

    @Override
    public String clientType() {
        return row.path("client_type").asText();
    }

    @Override
    public byte[] json() {
        return Json.bytes(row);
    }
}
