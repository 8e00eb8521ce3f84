package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.lab.time.LabClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTest {

    private final Lab lab = Lab.empty(LabClock.at("2026-07-01T10:00:00Z")).start();
    private final Client client = new Client(lab);

    @AfterEach
    void close() {
        lab.close();
    }

    private Client as(String key, String secret) {
        return new Client(lab, key, secret, HttpClient.newHttpClient());
    }

    @Test
    void an_unknown_key_gets_401_and_nothing_else() throws IOException {
        HttpResponse<byte[]> wrong = as(lab.key(), "wrong").get("/api/v2/noop");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEmpty();
        assertThat(as("nobody", "x").get("/api/v2/health").statusCode()).isEqualTo(401);
        assertThat(client.get("/api/v2/noop").statusCode()).isEqualTo(204);
    }

    @Test
    void a_key_may_be_revoked_or_forbidden_later() throws IOException {
        lab.keys().forbid(lab.key());
        HttpResponse<byte[]> forbidden = client.get("/api/v2/health");
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(Client.json(forbidden).at("/0/token").asText()).isNotEmpty();

        lab.keys().revoke(lab.key());
        assertThat(client.get("/api/v2/health").statusCode()).isEqualTo(401);

        lab.keys().add(lab.key(), lab.secret());
        assertThat(client.get("/api/v2/health").statusCode()).isEqualTo(200);
    }

    @Test
    void another_organisation_is_forbidden() throws IOException {
        assertThat(client.get("/api/v2/orgs/2/labels").statusCode()).isEqualTo(403);
        assertThat(client.get("/api/v2/orgs/1/labels").statusCode()).isEqualTo(200);
    }

    @Test
    void unknown_paths_versions_and_verbs_are_refused() throws IOException {
        assertThat(client.get("/api/v3/health").statusCode()).isEqualTo(404);
        assertThat(client.get("/api/v2/orgs/1/nothing").statusCode()).isEqualTo(404);
        assertThat(client.send("DELETE", "/api/v2/orgs/1/labels", "").statusCode()).isEqualTo(405);
    }

    @Test
    void node_available_needs_no_key() throws IOException {
        assertThat(as("", "").get("/api/v2/node_available").statusCode()).isEqualTo(200);
        lab.health().nodeAvailable(false);
        assertThat(as("", "").get("/api/v2/node_available").statusCode()).isEqualTo(404);
    }

    @Test
    void each_key_has_its_own_budget() throws IOException {
        lab.keys().add("other", "s");
        lab.habits().requestsPerMinute(3).retryAfter("7");
        for (int i = 0; i < 3; i++) {
            assertThat(client.get("/api/v2/noop").statusCode()).isEqualTo(204);
        }

        HttpResponse<byte[]> over = client.get("/api/v2/noop");

        assertThat(over.statusCode()).isEqualTo(429);
        assertThat(over.headers().firstValue("retry-after")).hasValue("7");
        assertThat(Client.json(over).at("/0/token").asText()).isEqualTo("too_many_requests_error");
        assertThat(as("other", "s").get("/api/v2/noop").statusCode()).isEqualTo(204);
    }

    @Test
    void health_says_how_it_is_with_200() throws IOException {
        assertThat(client.json("/api/v2/health").at("/0/status").asText()).isEqualTo("normal");

        lab.health().critical("collector_service is missing").supercluster(true);
        assertThat(client.get("/api/v2/health").statusCode()).isEqualTo(200);
        assertThat(client.json("/api/v2/health").at("/0/status").asText()).isEqualTo("critical");
        assertThat(client.json("/api/v2/health").at("/0/notifications/0/message").asText())
                .isEqualTo("collector_service is missing");
        assertThat(client.json("/api/v2/health").at("/1/type").asText()).isEqualTo("member");

        lab.health().tells(false);
        assertThat(client.get("/api/v2/health").statusCode()).isEqualTo(404);
    }

    @Test
    void the_version_may_change() throws IOException {
        assertThat(client.json("/api/v2/product_version").path("version").asText())
                .isEqualTo("25.2.10");
        lab.habits().version("25.4.0");
        assertThat(client.json("/api/v2/product_version").path("version").asText())
                .isEqualTo("25.4.0");
    }
}
