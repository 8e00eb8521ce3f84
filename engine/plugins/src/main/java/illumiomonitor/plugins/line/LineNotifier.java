package illumiomonitor.plugins.line;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.plugins.http.Answer;
import illumiomonitor.plugins.http.Receiver;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import illumiomonitor.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Pushes messages as text. LINE drops a repeat by its retry key and answers 409. */
final class LineNotifier implements Notifier {

    private static final int CONFLICT = 409;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Receiver receiver;
    private final Secret token;
    private final String to;

    LineNotifier(Receiver receiver, Secret token, String to) {
        this.receiver = receiver;
        this.token = token;
        this.to = to;
    }

    @Override
    public String send(Message message) throws NotifyException, InterruptedException {
        byte[] key = message.key().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers =
                Map.of(
                        "Authorization",
                        "Bearer " + token.reveal(),
                        "X-Line-Retry-Key",
                        UUID.nameUUIDFromBytes(key).toString());
        Answer answer = receiver.post(json(message), headers, CONFLICT);
        return answer.words();
    }

    private String json(Message message) {
        try {
            return JSON.writeValueAsString(
                    Map.of(
                            "to",
                            to,
                            "messages",
                            List.of(Map.of("type", "text", "text", LineText.of(message)))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body is made of texts", e);
        }
    }
}
