package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.time.LabClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final Instant NINE = Instant.parse("2026-07-01T09:00:00Z");
    private static final String START = "2026-07-01T08:00:00Z";
    private static final String END = "2026-07-01T10:00:00Z";

    private final Lab lab = Lab.empty(LabClock.at(END)).start();
    private final Client client = new Client(lab);

    @AfterEach
    void close() {
        lab.close();
    }

    private void fill(int events) {
        for (int i = 0; i < events; i++) {
            lab.events().add(LabEvent.of(NINE.plusMillis(i), "agent.update"));
        }
    }

    @Test
    void the_newest_come_first_and_the_older_are_cut_without_a_sign() throws IOException {
        fill(30);

        JsonNode events = client.events(START, END, 10);

        assertThat(events).hasSize(10);
        assertThat(events.at("/0/timestamp").asText()).isEqualTo("2026-07-01T09:00:00.029Z");
        assertThat(events.at("/9/timestamp").asText()).isEqualTo("2026-07-01T09:00:00.020Z");
    }

    @Test
    void a_hundred_come_when_nobody_says_how_many() throws IOException {
        fill(130);

        assertThat(client.json("/api/v2/orgs/1/events")).hasSize(100);
    }

    @Test
    void more_than_the_cap_is_refused() throws IOException {
        String path = "/api/v2/orgs/1/events?max_results=";

        assertThat(client.get(path + 10_000).statusCode()).isEqualTo(200);
        assertThat(client.get(path + 10_001).statusCode()).isEqualTo(406);
        assertThat(client.get(path + "many").statusCode()).isEqualTo(406);
    }

    @Test
    void a_time_without_zone_is_refused() throws IOException {
        HttpResponse<byte[]> response =
                client.get("/api/v2/orgs/1/events?timestamp%5Bgte%5D=2026-07-01T08:00:00");

        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(Client.json(response).at("/0/token").asText()).isEqualTo("invalid_timestamp");
        assertThat(client.get("/api/v2/orgs/1/events?timestamp%5Bgte%5D=").statusCode())
                .isEqualTo(406);
    }

    @Test
    void both_ends_of_the_window_are_inside() throws IOException {
        fill(3);

        assertThat(client.events("2026-07-01T09:00:00.001Z", "2026-07-01T09:00:00.002Z", 10))
                .hasSize(2);
    }

    @Test
    void every_event_has_a_href_of_its_own_that_stays() throws IOException {
        fill(20);
        lab.events().add(LabEvent.of(NINE, "lost_agent.found").href("/system_events/77"));

        Set<String> first = hrefs(client.events(START, END, 100));
        Set<String> second = hrefs(client.events(START, END, 100));

        assertThat(first).hasSize(21).contains("/system_events/77").isEqualTo(second);
    }

    private static Set<String> hrefs(JsonNode events) {
        Set<String> hrefs = new HashSet<>();
        events.forEach(event -> hrefs.add(event.path("href").asText()));
        return hrefs;
    }

    @Test
    void a_late_event_is_not_seen_before_it_is_there() throws IOException {
        lab.events().add(LabEvent.of(NINE, "agent.tampering").visibleAfter(Duration.ofMinutes(4)));

        assertThat(client.events(START, "2026-07-01T09:03:59Z", 10)).isEmpty();
        assertThat(client.events(START, "2026-07-01T09:04:00Z", 10)).hasSize(1);
    }

    @Test
    void events_can_be_asked_by_type_and_status() throws IOException {
        lab.events()
                .add(
                        LabEvent.signInFailed(NINE, "root@lab.test", "198.51.100.4"),
                        LabEvent.signedIn(NINE, "ops@lab.test", "10.0.0.5"),
                        LabEvent.authenticationFailed(NINE, "198.51.100.4"));

        assertThat(client.json("/api/v2/orgs/1/events?event_type=user.sign_in")).hasSize(2);
        assertThat(client.json("/api/v2/orgs/1/events?status=failure")).hasSize(1);
        assertThat(client.json("/api/v2/orgs/1/events?severity=err")).hasSize(1);
    }

    @Test
    void a_failed_sign_in_names_the_user_in_its_notification_only() throws IOException {
        lab.events().add(LabEvent.signInFailed(NINE, "root@lab.test", "198.51.100.4"));

        JsonNode event = client.events(START, END, 10).get(0);

        assertThat(event.at("/created_by/system").isObject()).isTrue();
        assertThat(event.at("/notifications/0/notification_type").asText())
                .isEqualTo("user.login_failed");
        assertThat(event.at("/notifications/0/info/associated_user/supplied_username").asText())
                .isEqualTo("root@lab.test");
        assertThat(event.at("/action/src_ip").asText()).isEqualTo("198.51.100.4");
    }

    @Test
    void one_event_can_be_fetched_by_its_href() throws IOException {
        fill(1);
        String href = client.events(START, END, 1).at("/0/href").asText();

        assertThat(client.json("/api/v2" + href).path("href").asText()).isEqualTo(href);
        assertThat(client.get("/api/v2/orgs/1/events/none").statusCode()).isEqualTo(404);
    }
}
