package illumiomonitor.plugins.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import illumiomonitor.plugins.NotifierContract;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import illumiomonitor.spi.Settings;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpNotifierTest extends NotifierContract {

    private GreenMail server;
    private final ScriptedMailServer scripted = new ScriptedMailServer();

    @BeforeEach
    void start() {
        server = new GreenMail(new ServerSetup[] {onAnyPort(ServerSetupTest.SMTP)});
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
        scripted.close();
    }

    private static ServerSetup onAnyPort(ServerSetup setup) {
        return setup.dynamicPort();
    }

    @Override
    protected Notifier notifierWhen(Channel channel) throws IOException {
        return switch (channel) {
            case TAKES -> smtp(server.getSmtp().getPort(), Map.of());
            case IS_BUSY -> smtp(scripted.answeringMailFrom("451 4.3.0 try later"), Map.of());
            case REFUSES -> smtp(scripted.answeringMailFrom("550 5.7.1 not allowed"), Map.of());
            case IS_DOWN -> {
                try (ServerSocket socket = new ServerSocket(0)) {
                    yield smtp(socket.getLocalPort(), Map.of());
                }
            }
        };
    }

    private static Notifier smtp(int port, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("host", "localhost");
        settings.put("port", port);
        settings.put("from", "monitor@example.com");
        settings.put("to", List.of("soc@example.com", "duty@example.com"));
        settings.put("connect-timeout", 2);
        settings.put("read-timeout", 2);
        settings.putAll(more);
        return new SmtpNotifierFactory().create(new Settings("channels.mail", settings));
    }

    @Test
    void a_mail_has_the_message_as_text_and_as_html_in_which_nothing_is_markup() throws Exception {
        smtp(server.getSmtp().getPort(), Map.of()).send(MESSAGE);

        MimeMessage mail = server.getReceivedMessages()[0];
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(mail.getSubject()).isEqualTo(MESSAGE.title());
        assertThat(mail.getMessageID()).isEqualTo("<" + KEY + "@illumio-monitor>");
        assertThat(mail.getAllRecipients()).hasSize(2);
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains("What: 10.0.0.5 opened RDP to 9 <b>workstations</b>")
                .contains("主機: 工作站 & \"伺服器\"");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent().toString())
                .contains("&lt;b&gt;workstations&lt;/b&gt;")
                .contains("工作站 &amp; &quot;伺服器&quot;")
                .contains("<a href=\"https://monitor.example.com/alerts/7\">");
    }

    @Test
    void a_title_with_a_line_break_adds_no_header() throws Exception {
        Message message =
                new Message(
                        KEY,
                        Message.Kind.ALERT,
                        "a\r\nBcc: other@example.com",
                        List.of(),
                        "",
                        List.of(ALERT),
                        "");

        smtp(server.getSmtp().getPort(), Map.of()).send(message);

        assertThat(server.getReceivedMessages()[0].getHeader("Bcc")).isNull();
    }

    @Test
    void starttls_is_required_when_it_is_asked_for() {
        Notifier smtp = smtp(scripted.answeringMailFrom("250 ok"), Map.of("tls", "starttls"));

        NotifyException failure = failure(smtp);

        assertThat(failure.getMessage()).containsIgnoringCase("starttls");
        assertThat(scripted.said()).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void a_user_signs_in_and_a_wrong_password_is_not_tried_again() throws Exception {
        server.setUser("monitor@example.com", "monitor", "right");
        int port = server.getSmtp().getPort();
        Map<String, Object> signIn = Map.of("user", "monitor", "tls", "none");

        Map<String, Object> right = new HashMap<>(signIn);
        right.put("password", "right");
        smtp(port, right).send(MESSAGE);
        Map<String, Object> wrong = new HashMap<>(signIn);
        wrong.put("password", "no-good");
        NotifyException failure = failure(smtp(port, wrong));

        assertThat(server.getReceivedMessages()).hasSize(2);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure).hasMessageNotContaining("no-good");
    }

    @Test
    void a_password_is_never_sent_readable_by_accident() {
        assertThatThrownBy(() -> smtp(25, Map.of("user", "monitor", "password", "x")))
                .hasMessageContaining("set tls to starttls or tls");
    }

    @Test
    void one_bad_address_does_not_keep_the_others_from_knowing() throws Exception {
        int port = scripted.refusing("duty@example.com");

        String answer = smtp(port, Map.of()).send(MESSAGE);

        assertThat(answer).contains("1 of 2").contains("duty@example.com");
    }

    @Test
    void an_address_that_is_refused_for_now_gets_the_mail_later_and_the_others_not_twice()
            throws Exception {
        int port = scripted.refusing("duty@example.com", "450 4.2.0 greylisted, try later");
        Notifier notifier = smtp(port, Map.of());

        NotifyException first = failure(notifier);
        NotifyException second = failure(notifier);
        scripted.refusesNobody();
        notifier.send(MESSAGE);

        assertThat(first.isRetryable()).isTrue();
        assertThat(first).hasMessageContaining("greylisted");
        assertThat(second.isRetryable()).isTrue();
        assertThat(rcpt("soc@example.com")).isEqualTo(1);
        assertThat(rcpt("duty@example.com")).isEqualTo(3);
    }

    @Test
    void an_address_that_is_refused_for_good_at_last_leaves_the_mail_sent() throws Exception {
        int port = scripted.refusing("duty@example.com", "450 4.2.0 greylisted, try later");
        Notifier notifier = smtp(port, Map.of());
        failure(notifier);
        scripted.refuses("550 5.1.1 no such user");

        assertThat(notifier.send(MESSAGE)).contains("1 of 2").contains("duty@example.com");
    }

    /** A mail program shows what comes again with the same id once. */
    @Test
    void after_a_restart_everybody_gets_a_mail_that_was_taken_for_some_again_with_the_same_id()
            throws Exception {
        int port = scripted.refusing("duty@example.com", "450 4.2.0 greylisted, try later");
        failure(smtp(port, Map.of()));
        scripted.refusesNobody();

        smtp(port, Map.of()).send(MESSAGE);

        assertThat(rcpt("soc@example.com")).isEqualTo(2);
        assertThat(rcpt("duty@example.com")).isEqualTo(2);
        String id = "Message-ID: <" + MESSAGE.key() + "@illumio-monitor>";
        assertThat(scripted.said())
                .filteredOn(line -> line.startsWith("Message-ID"))
                .containsExactly(id, id);
    }

    private long rcpt(String address) {
        return scripted.said().stream()
                .filter(line -> line.startsWith("RCPT") && line.contains(address))
                .count();
    }

    @Test
    void a_server_that_says_nothing_is_given_up_in_time() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            assertThat(failure(smtp(silent.getLocalPort(), Map.of())).isRetryable()).isTrue();
        }
    }

    @Test
    void an_address_that_is_none_is_refused_at_once() {
        assertThatThrownBy(() -> smtp(25, Map.of("to", List.of("soc at example"))))
                .hasMessageContaining("soc at example");
        assertThatThrownBy(() -> smtp(25, Map.of("tls", "ssl")))
                .hasMessageContaining("none, starttls or tls");
    }

    private static NotifyException failure(Notifier notifier) {
        return catchThrowableOfType(NotifyException.class, () -> notifier.send(MESSAGE));
    }
}
