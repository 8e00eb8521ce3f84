package illumiomonitor.plugins.smtp;

import illumiomonitor.spi.NotifyException;
import jakarta.mail.MessagingException;
import java.security.cert.CertPathBuilderException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Why a mail was not taken. The server's 5xx is final; its 4xx, a server that is away and a
 * certificate that cannot be trusted are not: those may be put right.
 */
record MailFailure(String server, MessagingException thrown) {

    private static final Pattern CODE =
            Pattern.compile("^\\s*([45]\\d\\d)[ -]|response: ([45]\\d\\d)");
    private static final int LONGEST = 300;

    NotifyException asNotifyException() {
        String sentence =
                (find(SSLException.class) == null
                                ? "%s did not take the mail: %s"
                                : "the connection to %s could not be secured: %s")
                        .formatted(server, why());
        return isFinal()
                ? NotifyException.permanent(sentence, thrown)
                : NotifyException.retryable(sentence, thrown);
    }

    private String why() {
        return find(CertPathBuilderException.class) == null
                ? oneLine(deepest())
                : "the authority of its certificate is not trusted here: name its PEM file as ca-file";
    }

    /** Whether no address of the mail that was not taken will be another time. */
    boolean isFinal() {
        return code() >= 500;
    }

    /** The server's answer, 0 when it gave none. */
    private int code() {
        int worst = 0;
        for (Throwable e = thrown; e != null; e = next(e)) {
            int code = code(e);
            // A mail that one address may take later is worth another try.
            if (code >= 400 && code < 500) {
                return code;
            }
            worst = Math.max(worst, code);
        }
        return worst;
    }

    private static int code(Throwable e) {
        if (e instanceof SMTPSendFailedException failed) {
            return failed.getReturnCode();
        }
        if (e instanceof SMTPAddressFailedException failed) {
            return failed.getReturnCode();
        }
        if (e instanceof SMTPSenderFailedException failed) {
            return failed.getReturnCode();
        }
        Matcher code = CODE.matcher(String.valueOf(e.getMessage()));
        if (!code.find()) {
            return 0;
        }
        return Integer.parseInt(code.group(1) == null ? code.group(2) : code.group(1));
    }

    private <T> @Nullable T find(Class<T> kind) {
        for (Throwable e = thrown; e != null; e = next(e)) {
            if (kind.isInstance(e)) {
                return kind.cast(e);
            }
        }
        return null;
    }

    private Throwable deepest() {
        Throwable deepest = thrown;
        for (Throwable e = thrown; e != null; e = next(e)) {
            deepest = e;
        }
        return deepest;
    }

    private static @Nullable Throwable next(Throwable e) {
        return e instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : e.getCause();
    }

    static String oneLine(Throwable e) {
        String text = String.valueOf(e.getMessage()).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
