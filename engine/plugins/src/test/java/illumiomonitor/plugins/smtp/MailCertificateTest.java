package illumiomonitor.plugins.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import illumiomonitor.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail server whose certificate is for {@code localhost} and signed by itself. */
class MailCertificateTest {

    private static final Message MESSAGE =
            new Message("key", Message.Kind.TEST, "title", List.of(), "", List.of(), "");

    @TempDir static Path folder;

    private static GreenMail server;
    private static Path authority;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path store = folder.resolve("mail.p12");
        authority = folder.resolve("mail.pem");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "2");
        keytool(store, "-exportcert", "-rfc", "-alias", "mail", "-file", authority.toString());
        System.setProperty("greenmail.tls.keystore.file", store.toString());
        ServerSetup setup = ServerSetupTest.SMTPS.dynamicPort();
        server = new GreenMail(setup);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
        System.clearProperty("greenmail.tls.keystore.file");
    }

    private static void keytool(Path store, String... args)
            throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(args));
        command.addAll(
                List.of(
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit",
                        "-storetype",
                        "PKCS12"));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(process.waitFor()).isZero();
    }

    private static Notifier smtp(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("host", "localhost");
        settings.put("port", server.getSmtps().getPort());
        settings.put("tls", "tls");
        settings.put("from", "monitor@example.com");
        settings.put("to", "soc@example.com");
        settings.putAll(more);
        return new SmtpNotifierFactory().create(new Settings("channels.mail", settings));
    }

    @Test
    void an_authority_that_is_named_is_trusted() throws Exception {
        smtp(Map.of("ca-file", authority.toString())).send(MESSAGE);

        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_not_trusted() {
        assertThatThrownBy(() -> smtp(Map.of()).send(MESSAGE))
                .isInstanceOf(NotifyException.class)
                .hasMessageContaining("could not be secured")
                .hasMessageContaining("name its PEM file as ca-file");
    }

    @Test
    void a_certificate_for_another_name_is_not_trusted() {
        assertThatThrownBy(
                        () ->
                                smtp(Map.of("ca-file", authority.toString(), "host", "127.0.0.1"))
                                        .send(MESSAGE))
                .isInstanceOf(NotifyException.class);
    }

    @Test
    void a_file_that_holds_no_certificate_is_refused_at_once() throws IOException {
        Path empty = Files.writeString(folder.resolve("no.pem"), "nothing");

        assertThatThrownBy(() -> smtp(Map.of("ca-file", empty.toString())))
                .hasMessageContaining("no.pem");
    }
}
