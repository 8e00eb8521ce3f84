package illumiomonitor.plugins.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.plugins.NotifierContract;
import illumiomonitor.plugins.http.HttpReceiver;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import illumiomonitor.spi.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookNotifierTest extends NotifierContract {

    private static final String SECRET_PATH = "/hook/T0ke0fTheHook?token=very-private";

    private HttpReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new HttpReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Override
    protected Notifier notifierWhen(Channel channel) throws IOException {
        return switch (channel) {
            case TAKES -> webhook(Map.of());
            case IS_BUSY -> {
                receiver.answering(503, "", Map.of());
                yield webhook(Map.of());
            }
            case REFUSES -> {
                receiver.answering(400, "no such field", Map.of());
                yield webhook(Map.of());
            }
            case IS_DOWN -> webhook(Map.of("url", HttpReceiver.nobody()));
        };
    }

    private Notifier webhook(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("url", receiver.url(SECRET_PATH));
        settings.putAll(more);
        return new WebhookNotifierFactory().create(new Settings("channels.soc", settings));
    }

    private JsonNode sent() throws IOException {
        return new ObjectMapper().readTree(receiver.posted().get(0).body());
    }

    @Test
    void an_alert_is_the_fields_that_receivers_know() throws Exception {
        webhook(Map.of()).send(MESSAGE);

        JsonNode body = sent();
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "pce",
                        "rule",
                        "rule_version",
                        "severity",
                        "subject",
                        "summary",
                        "state",
                        "opened_at",
                        "last_seen_at",
                        "occurrences",
                        "evidence");
        assertThat(body.get("id").asLong()).isEqualTo(7);
        assertThat(body.get("severity").asText()).isEqualTo("HIGH");
        assertThat(body.get("opened_at").asText()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(body.get("evidence").get(0).get("value").asText()).isEqualTo("counted 37");
    }

    @Test
    void the_signature_is_over_the_timestamp_and_the_body() throws Exception {
        webhook(Map.of("secret", "shared-secret")).send(MESSAGE);

        HttpReceiver.Posted posted = receiver.posted().get(0);
        String signed = posted.header("X-monitor-timestamp") + "." + posted.body();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("shared-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String hex = HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        assertThat(posted.header("X-monitor-signature")).isEqualTo("sha256=" + hex);
    }

    @Test
    void the_key_is_sent_and_nothing_is_signed_without_a_secret() throws Exception {
        webhook(Map.of()).send(MESSAGE);

        HttpReceiver.Posted posted = receiver.posted().get(0);
        assertThat(posted.header("Idempotency-key")).isEqualTo(KEY);
        assertThat(posted.headers()).doesNotContainKey("X-monitor-signature");
    }

    @Test
    void retry_after_is_told_in_seconds_and_as_a_date() {
        receiver.answering(429, "", Map.of("Retry-After", "120"));
        assertThat(failure(webhook(Map.of())).after()).isEqualTo(Duration.ofSeconds(120));

        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.now().plusSeconds(300).atOffset(ZoneOffset.UTC));
        receiver.answering(503, "", Map.of("Retry-After", date));
        assertThat(failure(webhook(Map.of())).after())
                .isBetween(Duration.ofSeconds(240), Duration.ofSeconds(300));

        receiver.answering(503, "", Map.of("Retry-After", "soon"));
        assertThat(failure(webhook(Map.of())).after()).isNull();
    }

    @Test
    void a_redirect_is_refused_and_not_followed() {
        receiver.answering(302, "", Map.of("Location", receiver.url("/elsewhere")));

        NotifyException failure = failure(webhook(Map.of()));

        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure).hasMessageContaining("redirect");
        assertThat(receiver.posted()).hasSize(1);
    }

    @Test
    void neither_the_address_nor_a_secret_is_repeated() throws Exception {
        receiver.answering(
                404,
                "no hook T0ke0fTheHook with token=very-private for key shared-secret",
                Map.of());
        NotifyException refused = failure(webhook(Map.of("secret", "shared-secret")));
        NotifyException down =
                failure(webhook(Map.of("url", HttpReceiver.nobody() + "/T0ke0fTheHook")));

        assertThat(refused).hasMessageContaining("HTTP 404: no hook ***");
        for (NotifyException failure : List.of(refused, down)) {
            assertThat(failure.getMessage())
                    .doesNotContain("T0ke0fTheHook")
                    .doesNotContain("very-private")
                    .doesNotContain("shared-secret");
        }
        assertThatThrownBy(() -> webhook(Map.of("url", "https://exa mple/very-private")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("very-private")
                .hasNoCause();
    }

    @Test
    void a_receiver_where_nobody_listens_has_refused_the_connection() throws Exception {
        NotifyException failure = failure(webhook(Map.of("url", HttpReceiver.nobody() + "/")));

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageEndingWith(" cannot be reached (the connection was refused)");
    }

    @Test
    void a_receiver_that_never_answers_is_given_up_in_time() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://localhost:" + silent.getLocalPort() + "/hook";

            NotifyException failure =
                    failure(webhook(Map.of("url", url, "connect-timeout", 1, "read-timeout", 1)));

            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure).hasMessageContaining("did not answer within 2 s");
        }
    }

    @Test
    void the_legacy_format_sorts_alerts_by_topic() throws Exception {
        webhook(Map.of("format", "legacy")).send(MESSAGE);

        JsonNode body = sent();
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly(
                        "subject",
                        "health_alerts",
                        "event_alerts",
                        "traffic_alerts",
                        "metric_alerts",
                        "timestamp");
        JsonNode alert = body.get("traffic_alerts").get(0);
        assertThat(alert.get("rule").asText()).isEqualTo("RDP from one workstation to many");
        assertThat(alert.get("count").asInt()).isEqualTo(2);
        assertThat(alert.get("raw_data")).hasSize(1);
    }

    @Test
    void a_digest_and_a_test_say_what_they_are() throws Exception {
        Notifier webhook = webhook(Map.of());
        webhook.send(
                new Message(
                        KEY,
                        Message.Kind.DIGEST,
                        "2 more alerts",
                        MESSAGE.lines(),
                        "",
                        List.of(ALERT, ALERT),
                        ""));
        webhook.send(
                new Message(KEY, Message.Kind.TEST, "[TEST]", List.of(), "", List.of(ALERT), ""));

        ObjectMapper json = new ObjectMapper();
        JsonNode digest = json.readTree(receiver.posted().get(0).body());
        assertThat(digest.get("kind").asText()).isEqualTo("DIGEST");
        assertThat(digest.get("alerts")).hasSize(2);
        JsonNode test = json.readTree(receiver.posted().get(1).body());
        assertThat(test.get("kind").asText()).isEqualTo("TEST");
        assertThat(test.get("subject").asText()).isEqualTo("10.0.0.5");
    }

    @Test
    void a_misspelt_setting_is_named() {
        assertThatThrownBy(() -> webhook(Map.of("sekret", "x")))
                .hasMessageContaining("channels.soc.sekret is not known");
        assertThatThrownBy(() -> webhook(Map.of("format", "xml")))
                .hasMessageContaining("format must be standard or legacy");
        assertThatThrownBy(() -> webhook(Map.of("url", "ftp://example.com")))
                .hasMessageContaining("https://host");
    }

    private static NotifyException failure(Notifier notifier) {
        return catchThrowableOfType(NotifyException.class, () -> notifier.send(MESSAGE));
    }
}
