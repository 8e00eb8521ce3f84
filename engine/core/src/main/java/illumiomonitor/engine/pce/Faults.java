package illumiomonitor.engine.pce;

import illumiomonitor.spi.SourceException.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong with a request in one sentence, and how far it got. */
final class Faults {

    /** In the JDK's own words, which its client has no type for. */
    private static final Pattern NO_TUNNEL = Pattern.compile("Tunnel failed, got: (\\d+)");

    private static final Pattern NO_TLS =
            Pattern.compile("unrecognized SSL message", Pattern.CASE_INSENSITIVE);

    private final String pce;
    private final URI url;
    private final String key;
    private final @Nullable URI proxy;

    /**
     * @param key user name of the API key, for sentences; never its secret
     * @param proxy that is asked instead of the PCE, null for none
     */
    Faults(String pce, URI url, String key, @Nullable URI proxy) {
        this.pce = pce;
        this.url = url;
        this.key = key;
        this.proxy = proxy;
    }

    PceFault status(HttpRequest request, HttpResponse<?> answer, byte[] body, Instant now) {
        int status = answer.statusCode();
        String said = ErrorText.of(body);
        String what = what(request) + requestId(answer) + (said.isEmpty() ? "" : ": " + said);
        String sentence =
                switch (status) {
                    case 401 ->
                            "PCE %s does not accept the API key %s (401): it is wrong, disabled or has expired; %s"
                                    .formatted(pce, key, what);
                    case 403 ->
                            "PCE %s does not permit the API key %s (403) to %s"
                                    .formatted(pce, key, what);
                    case 407 ->
                            "the proxy %s wants credentials (407), which the monitor has none of: let this machine through to PCE %s without them, or set pce.proxy to a proxy that does"
                                    .formatted(proxy == null ? "on the way" : proxy, pce);
                    default -> "PCE %s answered %d to %s".formatted(pce, status, what);
                };
        return PceFault.status(status, RetryAfter.in(answer.headers(), now).orElse(null), sentence);
    }

    PceFault late(HttpRequest request, Duration limit) {
        return PceFault.lost(
                "PCE %s did not answer %s within %s s"
                        .formatted(pce, what(request), limit.toMillis() / 1000.0),
                null);
    }

    PceFault broken(HttpRequest request, HttpResponse<?> answer, IOException cause) {
        return PceFault.broken(
                "PCE %s sent an unusable answer to %s%s: it %s"
                        .formatted(pce, what(request), requestId(answer), flaw(cause)),
                cause);
    }

    /** What an answer does wrong, to follow "it"; the JDK's own words for gzip are no sentence. */
    private static String flaw(IOException cause) {
        if (cause instanceof EOFException) {
            return "breaks off amid its compressed data";
        }
        if (cause instanceof ZipException) {
            return "is compressed wrongly: " + ErrorText.brief(String.valueOf(cause.getMessage()));
        }
        return String.valueOf(cause.getMessage());
    }

    /** From whatever the JDK threw. */
    PceFault of(HttpRequest request, Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof PceFault fault) {
                return fault;
            }
            if (each instanceof Distrust distrust) {
                return PceFault.of(
                        Problem.UNTRUSTED, String.valueOf(distrust.getMessage()), thrown);
            }
            if (each instanceof SpoolException spool) {
                return PceFault.of(Problem.DISK, String.valueOf(spool.getMessage()), thrown);
            }
        }
        return connection(request, thrown);
    }

    private PceFault connection(HttpRequest request, Throwable thrown) {
        Matcher tunnel = NO_TUNNEL.matcher(reason(thrown));
        if (proxy != null && tunnel.matches()) {
            return PceFault.unsent(
                    "the proxy %s does not lead to PCE %s: it answered %s; see pce.proxy"
                            .formatted(proxy, pce, tunnel.group(1)),
                    thrown);
        }
        if (NO_TLS.matcher(reason(thrown)).find()) {
            return PceFault.unsent(
                    "what answers at %s for PCE %s does not speak TLS: another port, or http in pce.url?"
                            .formatted(url, pce),
                    thrown);
        }
        if (proxy != null && isUnsent(thrown) && !isOfTls(thrown)) {
            return PceFault.unsent(
                    "the proxy %s of PCE %s cannot be reached: %s; see pce.proxy"
                            .formatted(proxy, pce, reason(thrown)),
                    thrown);
        }
        return isUnsent(thrown)
                ? PceFault.unsent(
                        "PCE %s cannot be reached at %s: %s".formatted(pce, url, reason(thrown)),
                        thrown)
                : PceFault.lost(
                        "the connection to PCE %s broke off during %s: %s"
                                .formatted(pce, what(request), reason(thrown)),
                        thrown);
    }

    /** With whom there is a connection already. */
    private static boolean isOfTls(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnsent(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof ConnectException
                    || each instanceof HttpConnectTimeoutException
                    || each instanceof UnresolvedAddressException
                    || each instanceof UnknownHostException
                    || each instanceof NoRouteToHostException
                    || each instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable thrown) {
        Throwable root = thrown;
        String text = "";
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            root = each;
            text = each.getMessage() == null ? text : each.getMessage();
        }
        if (root instanceof ClosedChannelException && isUnsent(thrown)) {
            return "the connection was refused"; // all that the JDK's client leaves of it
        }
        if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
            return "its name is not known to DNS";
        }
        return text.isBlank() || root.getMessage() == null
                ? root.getClass().getSimpleName()
                : ErrorText.brief(text);
    }

    private static String what(HttpRequest request) {
        return request.method() + " " + request.uri().getPath();
    }

    private static String requestId(HttpResponse<?> answer) {
        Optional<@Nullable String> id =
                answer.headers().firstValue("X-Request-Id").map(ErrorText::brief);
        return id.map(each -> " (request " + each + ")").orElse("");
    }
}
