package illumiomonitor.plugins.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.plugins.http.Receiver;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import illumiomonitor.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts messages as JSON.
 *
 * <p>{@code Idempotency-Key} is the message's key; {@code X-Monitor-Timestamp} is when it is sent,
 * in seconds since 1970; {@code X-Monitor-Signature}, with a secret, is {@code sha256=} and the
 * HMAC-SHA256 in hex of the timestamp, a dot and the body.
 */
final class WebhookNotifier implements Notifier {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Receiver receiver;
    private final Secret secret;
    private final Secret authorization;
    private final Body body;
    private final Clock clock;

    WebhookNotifier(
            Receiver receiver, Secret secret, Secret authorization, Body body, Clock clock) {
        this.receiver = receiver;
        this.secret = secret;
        this.authorization = authorization;
        this.body = body;
        this.clock = clock;
    }

    @Override
    public String send(Message message) throws NotifyException, InterruptedException {
        String json = json(message);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Idempotency-Key", message.key());
        headers.put("X-Monitor-Timestamp", timestamp);
        if (!secret.isEmpty()) {
            headers.put("X-Monitor-Signature", "sha256=" + signature(timestamp + "." + json));
        }
        if (!authorization.isEmpty()) {
            headers.put("Authorization", authorization.reveal());
        }
        return receiver.post(json, headers).words();
    }

    private String json(Message message) {
        try {
            return JSON.writeValueAsString(body.of(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body is made of texts and numbers", e);
        }
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
