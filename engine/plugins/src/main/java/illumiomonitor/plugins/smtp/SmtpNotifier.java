package illumiomonitor.plugins.smtp;

import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Sends messages as mails of text and HTML. The {@code Message-ID} holds the message's key. */
final class SmtpNotifier implements Notifier {

    private static final String UTF_8 = "UTF-8";

    private final MailServer server;
    private final InternetAddress from;
    private final List<InternetAddress> to;
    private final Session session;
    private final PartlyTaken partlyTaken = new PartlyTaken();

    SmtpNotifier(MailServer server, InternetAddress from, List<InternetAddress> to) {
        this.server = server;
        this.from = from;
        this.to = List.copyOf(to);
        this.session = server.session();
    }

    @Override
    public String send(Message message) throws NotifyException {
        try (Transport transport = server.open(session)) {
            try {
                transport.sendMessage(mail(message), partlyTaken.remaining(message.key(), to));
            } catch (SendFailedException e) {
                return partly(message, e);
            }
            partlyTaken.forget(message.key());
            return transport instanceof SMTPTransport smtp
                    ? String.valueOf(smtp.getLastServerResponse()).strip()
                    : "";
        } catch (MessagingException e) {
            throw new MailFailure(server.name(), e).asNotifyException();
        }
    }

    /**
     * What the server took for some of the addresses and will never take for the others is sent:
     * again would be twice. What it may take for the others later is tried again for those.
     */
    private String partly(Message message, SendFailedException e) throws SendFailedException {
        Address[] sent = e.getValidSentAddresses();
        partlyTaken.add(message.key(), sent == null ? List.of() : List.of(sent));
        Address[] refused = partlyTaken.remaining(message.key(), to);
        if (refused.length == to.size() || !new MailFailure(server.name(), e).isFinal()) {
            throw e;
        }
        partlyTaken.forget(message.key());
        return "taken for %d of %d addresses, not for %s"
                .formatted(to.size() - refused.length, to.size(), List.of(refused));
    }

    private MimeMessage mail(Message message) throws MessagingException {
        MimeMessage mail = new KeyedMail(session, message.key());
        mail.setFrom(from);
        mail.setRecipients(jakarta.mail.Message.RecipientType.TO, to.toArray(new Address[0]));
        mail.setSubject(message.title(), UTF_8);
        mail.setSentDate(new Date());
        mail.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(message.plain(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(MailText.html(message), UTF_8, "html");
        mail.setContent(new MimeMultipart("alternative", text, html));
        mail.saveChanges();
        return mail;
    }

    /** A mail that comes again has the same id, so that mail programs show it once. */
    private static final class KeyedMail extends MimeMessage {

        private final String key;

        KeyedMail(Session session, String key) {
            super(session);
            this.key = key;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + key + "@illumio-monitor>");
        }
    }
}
