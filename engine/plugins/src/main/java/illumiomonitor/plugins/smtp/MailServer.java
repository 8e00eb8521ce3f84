package illumiomonitor.plugins.smtp;

import illumiomonitor.spi.Secret;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A mail server and how to speak to it. Its certificate and the name in it are always verified.
 *
 * @param user empty to send without signing in
 * @param caFile authority to trust besides the public ones, null for none
 */
record MailServer(
        String host,
        int port,
        Tls tls,
        String user,
        Secret password,
        @Nullable Path caFile,
        Duration connect,
        Duration read) {

    /** How the connection is protected; what is chosen is required. */
    enum Tls {
        NONE(25),
        STARTTLS(587),
        TLS(465);

        private final int port;

        Tls(int port) {
            this.port = port;
        }

        int port() {
            return port;
        }
    }

    Session session() {
        Properties mail = new Properties();
        mail.setProperty("mail.smtp.host", host);
        mail.setProperty("mail.smtp.port", Integer.toString(port));
        mail.setProperty("mail.smtp.connectiontimeout", Long.toString(connect.toMillis()));
        mail.setProperty("mail.smtp.timeout", Long.toString(read.toMillis()));
        mail.setProperty("mail.smtp.writetimeout", Long.toString(read.toMillis()));
        mail.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        mail.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls == Tls.STARTTLS));
        mail.setProperty("mail.smtp.starttls.required", Boolean.toString(tls == Tls.STARTTLS));
        mail.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls == Tls.TLS));
        mail.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        // One bad address must not keep the others from knowing.
        mail.setProperty("mail.smtp.sendpartial", "true");
        Path authority = caFile;
        if (authority != null) {
            mail.put("mail.smtp.ssl.socketFactory", Authority.sockets(authority));
        }
        return Session.getInstance(mail);
    }

    /** Signs in where a user is given. */
    Transport open(Session session) throws MessagingException {
        Transport transport = session.getTransport("smtp");
        if (user.isEmpty()) {
            transport.connect();
        } else {
            transport.connect(host, port, user, password.reveal());
        }
        return transport;
    }

    String name() {
        return host + ":" + port;
    }
}
