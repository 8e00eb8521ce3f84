package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.lab.http.Front;
import illumiomonitor.lab.http.Match;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final String HEALTH = "/api/v2/health";

    private final LabClock clock = LabClock.at("2026-07-01T10:00:00Z");
    private final Lab lab = Lab.empty(clock).start();
    private final Client client = new Client(lab);

    @AfterEach
    void close() {
        lab.close();
    }

    private int status() throws IOException {
        return client.get(HEALTH).statusCode();
    }

    private String result(int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            lab.traffic()
                    .add(
                            Connection.of("10.0.0.5", "10.0.1." + i, 443)
                                    .at(Instant.parse("2026-07-01T09:00:00Z")));
        }
        JsonNode query =
                Client.json(
                        client.create(
                                Client.everything("2026-07-01T08:00:00Z", "2026-07-01T10:00:00Z")));
        return "/api/v2" + client.completed(query).path("result").asText();
    }

    @Test
    void a_fault_happens_as_often_as_told_and_only_where_told() throws IOException {
        lab.faults().on(Match.health()).times(2).answer(500);

        assertThat(client.get("/api/v2/product_version").statusCode()).isEqualTo(200);
        assertThat(status()).isEqualTo(500);
        assertThat(status()).isEqualTo(500);
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void a_fault_may_wait_for_its_turn() throws IOException {
        lab.faults().on(Match.health()).after(1).answer(502);

        assertThat(status()).isEqualTo(200);
        assertThat(status()).isEqualTo(502);
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void faults_queue_up_behind_each_other() throws IOException {
        lab.faults().on(Match.health()).answer(500);
        lab.faults().on(Match.any()).answer(Front.unavailable());

        assertThat(status()).isEqualTo(500);
        HttpResponse<byte[]> second = client.get(HEALTH);
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(new String(second.body(), StandardCharsets.UTF_8)).contains("<html>");
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void a_429_carries_any_retry_after_or_none() throws IOException {
        lab.faults().on(Match.health()).tooManyRequests("2");
        lab.faults().on(Match.health()).tooManyRequests("Wed, 01 Jul 2026 10:00:05 GMT");
        lab.faults().on(Match.health()).tooManyRequests("soon");
        lab.faults().on(Match.health()).tooManyRequests("");

        assertThat(client.get(HEALTH).headers().firstValue("retry-after")).hasValue("2");
        assertThat(client.get(HEALTH).headers().firstValue("retry-after").orElse(""))
                .endsWith("GMT");
        assertThat(client.get(HEALTH).headers().firstValue("retry-after")).hasValue("soon");
        HttpResponse<byte[]> last = client.get(HEALTH);
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("retry-after")).isEmpty();
    }

    @Test
    void a_reset_connection_has_not_executed_the_request() throws IOException {
        lab.faults().on(Match.create()).reset();

        assertThatThrownBy(
                        () ->
                                client.create(
                                        Client.everything(
                                                "2026-07-01T08:00:00Z", "2026-07-01T10:00:00Z")))
                .isInstanceOf(IOException.class);
        assertThat(lab.queries().created()).isZero();
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void a_lost_reply_has_executed_the_request() {
        lab.faults().on(Match.create()).loseReply();

        assertThatThrownBy(
                        () ->
                                client.create(
                                        Client.everything(
                                                "2026-07-01T08:00:00Z", "2026-07-01T10:00:00Z")))
                .isInstanceOf(IOException.class);
        assertThat(lab.queries().created()).isEqualTo(1);
    }

    @Test
    void a_download_may_break_off() throws IOException {
        String result = result(50);
        lab.faults().on(Match.download()).times(2).cut(0.5);

        assertThatThrownBy(() -> client.get(result, "Accept", "application/json"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () ->
                                client.get(
                                        result,
                                        "Accept",
                                        "application/json",
                                        "Accept-Encoding",
                                        "gzip"))
                .isInstanceOf(IOException.class);
        assertThat(client.json(result)).hasSize(50);
    }

    @Test
    void a_body_may_come_slowly() throws IOException {
        String result = result(10);
        lab.faults().on(Match.download()).slow(Duration.ofMillis(10));

        long start = System.nanoTime();
        JsonNode rows = client.json(result);

        assertThat(rows).hasSize(10);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(30));
    }

    @Test
    void an_answer_may_never_come() {
        lab.faults().on(Match.health()).hang();
        HttpRequest request =
                HttpRequest.newBuilder(lab.url().resolve(HEALTH))
                        .timeout(Duration.ofMillis(200))
                        .build();

        assertThatThrownBy(
                        () -> HttpClient.newHttpClient().send(request, BodyHandlers.discarding()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void the_whole_pce_may_be_away_and_come_back_at_the_same_port() throws IOException {
        lab.refuse();
        assertThatThrownBy(this::status).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new Client(lab).get(HEALTH)).isInstanceOf(ConnectException.class);

        lab.up();
        assertThat(status()).isEqualTo(200);

        lab.unavailable();
        assertThat(status()).isEqualTo(503);
        lab.up();
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void the_date_is_the_pces_own() throws IOException {
        assertThat(client.get(HEALTH).headers().firstValue("date"))
                .hasValue("Wed, 01 Jul 2026 10:00:00 GMT");

        lab.skew(Duration.ofMinutes(-2));

        assertThat(client.get(HEALTH).headers().firstValue("date"))
                .hasValue("Wed, 01 Jul 2026 09:58:00 GMT");
        assertThat(lab.now()).isEqualTo(Instant.parse("2026-07-01T09:58:00Z"));
    }

    @Test
    void what_was_asked_is_remembered() throws IOException {
        String result = result(1);
        client.json(result);

        assertThat(lab.requests().count(Match.create())).isEqualTo(1);
        assertThat(lab.requests().count(Match.poll())).isEqualTo(2);
        assertThat(lab.requests().count(Match.download())).isEqualTo(1);
        assertThat(lab.requests().count(Match.delete())).isZero();
        assertThat(lab.requests().mostAtOnce()).isEqualTo(1);
    }
}
