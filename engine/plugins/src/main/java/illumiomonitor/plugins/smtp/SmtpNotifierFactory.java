package illumiomonitor.plugins.smtp;

import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifierFactory;
import illumiomonitor.spi.Secret;
import illumiomonitor.spi.Settings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes channels of type {@code smtp}.
 *
 * <p>Settings: {@code host}, {@code port} (25, 587 with starttls, 465 with tls), {@code from},
 * {@code to}; {@code tls} is {@code none} (the default), {@code starttls} or {@code tls}, and what
 * is asked for is required; {@code user} and {@code password}; {@code ca-file} (PEM) for a server
 * whose certificate no public authority vouches for; {@code connect-timeout} and {@code
 * read-timeout} in seconds.
 */
public final class SmtpNotifierFactory implements NotifierFactory {

    @Override
    public String kind() {
        return "smtp";
    }

    @Override
    public Notifier create(Settings settings) {
        String asked = settings.text("tls", "");
        MailServer.Tls tls = tls(asked);
        String user = settings.text("user", "");
        Secret password = settings.secret("password");
        if (!user.isEmpty() && asked.isEmpty()) {
            throw new IllegalArgumentException(
                    "smtp: the password of "
                            + user
                            + " would be sent readable: set tls to starttls or tls, or to none if that is wanted");
        }
        String caFile = settings.text("ca-file", "");
        MailServer server =
                new MailServer(
                        settings.text("host"),
                        settings.number("port", tls.port()),
                        tls,
                        user,
                        password,
                        caFile.isEmpty() ? null : Path.of(caFile),
                        settings.seconds("connect-timeout", Duration.ofSeconds(5)),
                        settings.seconds("read-timeout", Duration.ofSeconds(15)));
        InternetAddress from = address("from", settings.text("from"));
        List<InternetAddress> to = new ArrayList<>();
        settings.texts("to").forEach(text -> to.add(address("to", text)));
        if (to.isEmpty()) {
            throw new IllegalArgumentException("smtp: to is missing: name at least one address");
        }
        settings.refuseOthers();
        return new SmtpNotifier(server, from, to);
    }

    private static MailServer.Tls tls(String asked) {
        return switch (asked) {
            case "", "none" -> MailServer.Tls.NONE;
            case "starttls" -> MailServer.Tls.STARTTLS;
            case "tls" -> MailServer.Tls.TLS;
            default ->
                    throw new IllegalArgumentException(
                            "smtp: tls must be none, starttls or tls, but is " + asked);
        };
    }

    private static InternetAddress address(String key, String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            address.validate();
            return address;
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "smtp: " + key + " must be mail addresses, but has " + text, e);
        }
    }
}
