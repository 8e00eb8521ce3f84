package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.http.Habits.Location;
import illumiomonitor.lab.time.LabClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EstateTest {

    private static final String WORKLOADS = "/api/v2/orgs/1/workloads";

    private final Lab lab = Lab.empty(LabClock.at("2026-07-01T10:00:00Z")).start();
    private final Client client = new Client(lab);

    @AfterEach
    void close() {
        lab.close();
    }

    private void fill(int workloads) {
        for (int i = 0; i < workloads; i++) {
            lab.estate().workload("web-" + i, "10.0." + i / 250 + "." + i % 250, "role=Web");
        }
    }

    @Test
    void a_list_is_cut_at_five_hundred_and_the_header_tells() throws IOException {
        fill(620);

        HttpResponse<byte[]> response = client.get(WORKLOADS);

        assertThat(Client.json(response)).hasSize(500);
        assertThat(response.headers().firstValue("x-total-count")).hasValue("620");
        assertThat(client.json(WORKLOADS + "?max_results=1")).hasSize(1);
    }

    @Test
    void the_total_count_ignores_the_filter() throws IOException {
        fill(20);

        HttpResponse<byte[]> response = client.get(WORKLOADS + "?name=web-1");

        assertThat(Client.json(response)).hasSize(11);
        assertThat(response.headers().firstValue("x-total-count")).hasValue("20");
        assertThat(response.headers().firstValue("x-matched-count")).hasValue("11");
    }

    @ParameterizedTest
    @EnumSource(Location.class)
    void a_job_gives_the_whole_list(Location location) throws IOException {
        fill(620);
        lab.habits().location(location);

        HttpResponse<byte[]> accepted = client.get(WORKLOADS, "Prefer", "respond-async");
        String place = accepted.headers().firstValue("location").orElseThrow();
        String job = place.substring(place.indexOf("/orgs/"));

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("retry-after")).isPresent();
        assertThat(client.json("/api/v2" + job).path("status").asText()).isEqualTo("pending");
        assertThat(client.json("/api/v2" + job).path("status").asText()).isEqualTo("running");
        JsonNode done = client.json("/api/v2" + job);
        assertThat(done.path("status").asText()).isEqualTo("done");
        assertThat(done.path("requested_at").asText()).startsWith("2026-07-01 10:00:00");
        assertThat(client.json("/api/v2" + done.at("/result/href").asText())).hasSize(620);
        assertThat(client.send("DELETE", "/api/v2" + job, "").statusCode()).isEqualTo(204);
        assertThat(lab.jobs().alive()).isZero();
    }

    @Test
    void a_job_may_fail_and_a_preference_may_be_ignored() throws IOException {
        lab.jobs().failNext("out of memory");
        String job =
                client.get(WORKLOADS, "Prefer", "respond-async")
                        .headers()
                        .firstValue("location")
                        .orElseThrow();
        client.json("/api/v2" + job);
        client.json("/api/v2" + job);
        JsonNode failed = client.json("/api/v2" + job);
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.at("/result/message").asText()).isEqualTo("out of memory");

        lab.habits().async(false);
        assertThat(client.get(WORKLOADS, "Prefer", "respond-async").statusCode()).isEqualTo(200);
    }

    @Test
    void labels_are_found_by_part_of_their_value() throws IOException {
        lab.estate().label("quarantine", "isolate");
        lab.estate().label("quarantine", "isolate-soft");

        assertThat(client.json("/api/v2/orgs/1/labels?key=quarantine&value=isolate")).hasSize(2);
    }

    @Test
    void workloads_are_found_by_label_sets() throws IOException {
        fill(3);
        lab.estate().workload("db-1", "10.1.0.1", "role=DB", "env=Prod");
        String db = lab.estate().label("role", "DB").href();
        String prod = lab.estate().label("env", "Prod").href();
        String web = lab.estate().label("role", "Web").href();

        assertThat(
                        client.json(
                                WORKLOADS
                                        + "?labels="
                                        + Client.encoded("[[\"%s\",\"%s\"]]".formatted(db, prod))))
                .hasSize(1);
        assertThat(
                        client.json(
                                WORKLOADS
                                        + "?labels="
                                        + Client.encoded("[[\"%s\",\"%s\"]]".formatted(web, prod))))
                .isEmpty();
        assertThat(
                        client.json(
                                WORKLOADS
                                        + "?labels="
                                        + Client.encoded("[[\"%s\"],[\"%s\"]]".formatted(web, db))))
                .hasSize(4);
    }

    @Test
    void names_and_states_are_shown_as_they_are() throws IOException {
        var host = lab.estate().workload("x", "10.0.0.1");
        lab.estate()
                .put(host.named("", "").withEnforcement("idle").withVisibility("flow_full_detail"));
        lab.estate().unmanaged("<img src=x onerror=alert(1)>", "10.0.0.2");

        JsonNode workloads = client.json(WORKLOADS);

        assertThat(workloads.at("/0/name").isNull()).isTrue();
        assertThat(workloads.at("/0/hostname").asText()).isEmpty();
        assertThat(workloads.at("/0/enforcement_mode").asText()).isEqualTo("idle");
        assertThat(workloads.at("/0/visibility_level").asText()).isEqualTo("flow_full_detail");
        assertThat(workloads.at("/1/name").asText()).isEqualTo("<img src=x onerror=alert(1)>");
        assertThat(workloads.at("/1/managed").asBoolean()).isFalse();
        assertThat(client.json(WORKLOADS + "?managed=true")).hasSize(1);
    }

    @Test
    void the_other_collections_answer_too() throws IOException {
        fill(1);

        for (String path :
                new String[] {
                    "vens",
                    "label_dimensions",
                    "sec_policy/active/ip_lists",
                    "sec_policy/active/services"
                }) {
            assertThat(client.json("/api/v2/orgs/1/" + path)).as(path).isNotEmpty();
        }
        assertThat(client.json("/api/v2/orgs/1/sec_policy/active/label_groups")).isEmpty();
        assertThat(
                        client.json("/api/v2/orgs/1/traffic_flows/database_metrics")
                                .path("flows_days_limit")
                                .asInt())
                .isEqualTo(97);
    }
}
