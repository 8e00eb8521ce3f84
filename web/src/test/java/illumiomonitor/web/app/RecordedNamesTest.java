package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.time.LabClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The recorded set tells nothing of the estate it was made from, and is one estate all the same.
 */
class RecordedNamesTest {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static List<JsonNode> all() throws Exception {
        List<JsonNode> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(RecordedSet.folder())) {
            for (Path file : files.toList()) {
                all.add(RecordedTruth.read(file));
            }
        }
        return all;
    }

    private static Set<String> texts() throws Exception {
        Set<String> texts = new TreeSet<>();
        all().forEach(node -> texts(node, texts));
        return texts;
    }

    private static void texts(JsonNode node, Set<String> into) {
        if (node.isTextual()) {
            into.add(node.asText());
        }
        node.forEach(child -> texts(child, into));
    }

    /** What the demo's estate is called, and where. */
    private static Set<String> real() {
        Set<String> real = new HashSet<>();
        try (Lab demo = Lab.demo(1, LabClock.at("2026-11-23T19:00:00Z"))) {
            for (Host host : demo.estate().hosts()) {
                real.add(host.name());
                real.add(host.hostname());
                real.addAll(host.ips());
                host.labels().forEach(label -> real.add(label.value()));
            }
        }
        real.addAll(List.of("api.payments.test", "files.dropzone.test", "203.0.113.9"));
        real.remove("");
        return real;
    }

    @Test
    void no_name_address_or_label_of_the_estate_is_in_it() throws Exception {
        assertThat(real()).hasSizeGreaterThan(150).contains("shop-web-01", "10.10.1.1", "台北");
        assertThat(texts()).hasSizeGreaterThan(500).doesNotContainAnyElementsOf(real());
    }

    @Test
    void nothing_in_it_reads_like_the_lab() throws Exception {
        assertThat(texts())
                .noneMatch(text -> text.matches("(?is).*(lab\\.test|shop|erp|taipei|@lab|acme).*"))
                .allMatch(text -> text.chars().allMatch(c -> c < 128));
    }

    @Test
    void a_workload_has_the_same_name_labels_and_address_wherever_it_stands() throws Exception {
        Map<String, JsonNode> workloads = new HashMap<>();
        RecordedTruth.read(RecordedSet.folder().resolve("workloads.json"))
                .forEach(workload -> workloads.put(workload.path("href").asText(), workload));
        List<JsonNode> ends = ends();

        assertThat(ends)
                .hasSizeGreaterThan(1000)
                .allSatisfy(
                        end -> {
                            JsonNode workload = end.path("workload");
                            String href = workload.path("href").asText();
                            assertThat(href).matches("/orgs/1/workloads/" + UUID);
                            JsonNode listed = workloads.get(href);
                            assertThat(listed.path("name")).isEqualTo(workload.path("name"));
                            assertThat(listed.path("hostname"))
                                    .isEqualTo(workload.path("hostname"));
                            assertThat(listed.path("labels")).isEqualTo(workload.path("labels"));
                            assertThat(listed.findValuesAsText("address"))
                                    .contains(end.path("ip").asText());
                        });
    }

    private static List<JsonNode> ends() throws Exception {
        List<JsonNode> ends = new ArrayList<>();
        for (JsonNode node : all()) {
            for (JsonNode row : node.path("rows")) {
                for (String side : List.of("src", "dst")) {
                    if (row.path(side).has("workload")) {
                        ends.add(row.path(side));
                    }
                }
            }
        }
        return ends;
    }
}
