package illumiomonitor.plugins.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.plugins.NotifierContract;
import illumiomonitor.plugins.http.HttpReceiver;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.Settings;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineNotifierTest extends NotifierContract {

    private HttpReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new HttpReceiver().answering(200, "{\"sentMessages\":[]}", Map.of());
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Override
    protected Notifier notifierWhen(Channel channel) throws IOException {
        return switch (channel) {
            case TAKES -> line(receiver.url("/push"));
            case IS_BUSY -> {
                receiver.answering(429, "{\"message\":\"monthly limit\"}", Map.of());
                yield line(receiver.url("/push"));
            }
            case REFUSES -> {
                receiver.answering(401, "{\"message\":\"Authentication failed\"}", Map.of());
                yield line(receiver.url("/push"));
            }
            case IS_DOWN -> line(HttpReceiver.nobody());
        };
    }

    private static Notifier line(String url) {
        return new LineNotifierFactory()
                .create(
                        new Settings(
                                "channels.line",
                                Map.of("token", "channel-token", "to", "U123", "url", url)));
    }

    @Test
    void the_message_is_pushed_as_text_to_whom_it_is_for() throws Exception {
        line(receiver.url("/push")).send(MESSAGE);

        HttpReceiver.Posted posted = receiver.posted().get(0);
        JsonNode body = new ObjectMapper().readTree(posted.body());
        assertThat(posted.header("Authorization")).isEqualTo("Bearer channel-token");
        assertThat(UUID.fromString(posted.header("X-line-retry-key"))).isNotNull();
        assertThat(body.get("to").asText()).isEqualTo("U123");
        JsonNode message = body.get("messages").get(0);
        assertThat(message.get("type").asText()).isEqualTo("text");
        assertThat(message.get("text").asText())
                .startsWith("[High] RDP")
                .contains("主機: 工作站")
                .contains(MESSAGE.link());
    }

    @Test
    void the_same_message_has_the_same_retry_key() throws Exception {
        Notifier line = line(receiver.url("/push"));
        line.send(MESSAGE);
        line.send(MESSAGE);

        assertThat(receiver.posted().get(1).header("X-line-retry-key"))
                .isEqualTo(receiver.posted().get(0).header("X-line-retry-key"));
    }

    @Test
    void a_repeat_that_line_already_has_counts_as_taken() throws Exception {
        receiver.answering(409, "{\"message\":\"already accepted\"}", Map.of());

        assertThat(line(receiver.url("/push")).send(MESSAGE)).contains("409");
    }

    @Test
    void a_long_message_is_cut_at_a_line_and_keeps_its_link() {
        Message.Line line = new Message.Line("evidence", "x".repeat(90));
        Message message =
                new Message(
                        KEY,
                        Message.Kind.ALERT,
                        "title",
                        Collections.nCopies(80, line),
                        "https://monitor.example.com/alerts/7",
                        List.of(ALERT),
                        "footer");

        String text = LineText.of(message);

        assertThat(text.length()).isLessThanOrEqualTo(5000).isGreaterThan(4800);
        assertThat(text).endsWith("x\n…\nhttps://monitor.example.com/alerts/7");
    }

    @Test
    void one_endless_line_is_cut_between_characters() {
        Message message =
                new Message(
                        KEY, Message.Kind.ALERT, "😀".repeat(3000), List.of(), "", List.of(), "");

        String text = LineText.of(message);

        assertThat(text.length()).isLessThanOrEqualTo(5000);
        assertThat(text.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
    }
}
