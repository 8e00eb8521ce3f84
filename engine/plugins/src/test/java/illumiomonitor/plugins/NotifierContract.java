package illumiomonitor.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import illumiomonitor.spi.Alert;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import illumiomonitor.spi.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every notifier does. A channel's test extends this and says how its receiver behaves. */
public abstract class NotifierContract {

    /** How a receiver behaves. */
    protected enum Channel {
        TAKES,
        IS_BUSY,
        REFUSES,
        IS_DOWN
    }

    protected static final String KEY =
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    protected static final Alert ALERT =
            new Alert(
                    7,
                    "hq",
                    "lateral/rdp-fan-out",
                    "1f2e3d4c5b6a7988",
                    "RDP from one workstation to many",
                    Severity.HIGH,
                    "10.0.0.5",
                    "10.0.0.5 opened RDP to 9 workstations",
                    "OPEN",
                    Instant.parse("2026-11-20T10:00:00Z"),
                    Instant.parse("2026-11-20T10:05:00Z"),
                    2,
                    List.of(new Alert.Evidence("FLOW", "10.0.0.5 > 10.0.0.6:3389", "counted 37")));

    protected static final Message MESSAGE =
            new Message(
                    KEY,
                    Message.Kind.ALERT,
                    "[High] RDP from one workstation to many: 10.0.0.5",
                    List.of(
                            new Message.Line(
                                    "What", "10.0.0.5 opened RDP to 9 <b>workstations</b>"),
                            new Message.Line("主機", "工作站 & \"伺服器\"")),
                    "https://monitor.example.com/alerts/7",
                    List.of(ALERT),
                    "illumio-monitor, PCE hq");

    /** A notifier whose receiver behaves as told. */
    protected abstract Notifier notifierWhen(Channel channel) throws Exception;

    @Test
    void a_message_that_is_taken_has_an_answer() throws Exception {
        try (Notifier notifier = notifierWhen(Channel.TAKES)) {
            assertThat(notifier.send(MESSAGE)).isNotBlank();
        }
    }

    @Test
    void a_message_may_be_sent_twice() throws Exception {
        try (Notifier notifier = notifierWhen(Channel.TAKES)) {
            notifier.send(MESSAGE);

            assertThat(notifier.send(MESSAGE)).isNotBlank();
        }
    }

    @Test
    void a_busy_channel_is_tried_again() throws Exception {
        assertThat(failureWhen(Channel.IS_BUSY).isRetryable()).isTrue();
    }

    @Test
    void a_channel_that_is_down_is_tried_again() throws Exception {
        assertThat(failureWhen(Channel.IS_DOWN).isRetryable()).isTrue();
    }

    @Test
    void a_message_that_is_refused_is_not_tried_again() throws Exception {
        assertThat(failureWhen(Channel.REFUSES).isRetryable()).isFalse();
    }

    @Test
    void a_failure_is_a_sentence_that_names_the_receiver() throws Exception {
        assertThat(failureWhen(Channel.IS_DOWN)).hasMessageContaining("localhost:");
        assertThat(failureWhen(Channel.REFUSES)).hasMessageContaining("localhost:");
    }

    private NotifyException failureWhen(Channel channel) throws Exception {
        try (Notifier notifier = notifierWhen(channel)) {
            return catchThrowableOfType(NotifyException.class, () -> notifier.send(MESSAGE));
        }
    }
}
