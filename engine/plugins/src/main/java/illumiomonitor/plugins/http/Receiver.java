package illumiomonitor.plugins.http;

import illumiomonitor.spi.NotifyException;
import illumiomonitor.spi.Secret;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where messages are posted to. Neither the address beyond its host nor a secret appears in what it
 * says: such addresses are often secrets themselves.
 *
 * <p>429 and 5xx may be tried again, a redirect and every other answer than 2xx may not.
 */
public final class Receiver {

    private static final int SHORTEST_SECRET = 6;
    private static final int LONGEST_TEXT = 300;

    private final URI url;
    private final Duration connect;
    private final Duration read;
    private final List<String> secrets = new ArrayList<>();
    private final HttpClient http;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param url {@code http} or {@code https}
     * @param connect longest to wait for a connection
     * @param read longest to wait for the whole answer after it
     * @param secrets that must not be repeated
     * @throws IllegalArgumentException if the address is none
     */
    public Receiver(
            String owner, String url, Duration connect, Duration read, List<Secret> secrets) {
        this.url = parse(owner, url);
        this.connect = connect;
        this.read = read;
        secrets.stream().map(Secret::reveal).forEach(this.secrets::add);
        hide(this.url.getRawUserInfo());
        hide(this.url.getRawQuery());
        hide(this.url.getRawPath());
        String path = this.url.getPath();
        for (String part : (path == null ? "" : path).split("/", -1)) {
            hide(part);
        }
        this.secrets.removeIf(secret -> secret.length() < SHORTEST_SECRET);
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(connect)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    private static URI parse(String owner, String text) {
        try {
            URI url = new URI(text.strip());
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw new IllegalArgumentException(owner + ".url must begin with https://host");
            }
            return url;
        } catch (URISyntaxException e) {
            // The text is not repeated, and neither is the exception that holds it.
            throw new IllegalArgumentException(
                    owner + ".url is no address: at character " + (e.getIndex() + 1));
        }
    }

    private void hide(@Nullable String text) {
        if (text != null) {
            secrets.add(text);
        }
    }

    /** Host and port, for messages. */
    public String name() {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    /**
     * Posts JSON.
     *
     * @return an answer of 2xx, or one of those that the caller takes as good
     * @throws NotifyException if it was not taken; says whether to try again
     */
    public Answer post(String json, Map<String, String> headers, int... alsoGood)
            throws NotifyException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header("User-Agent", "illumio-monitor")
                        .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        Answer answer = exchange(request.build());
        for (int good : alsoGood) {
            if (answer.status() == good) {
                return answer;
            }
        }
        if (answer.status() / 100 != 2) {
            throw refusal(answer);
        }
        return answer;
    }

    private Answer exchange(HttpRequest request) throws NotifyException, InterruptedException {
        CompletableFuture<HttpResponse<String>> exchange =
                http.sendAsync(request, info -> new Beginning());
        long most = connect.plus(read).toMillis();
        try {
            HttpResponse<String> response = exchange.get(most, TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), after(response), shown(response.body()));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw NotifyException.retryable(
                    "%s did not answer within %d s".formatted(name(), most / 1000), e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        }
    }

    private NotifyException unreachable(Throwable cause) {
        // The JDK's client has a class for these, and no words.
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof UnresolvedAddressException) {
                return NotifyException.retryable(
                        name() + " cannot be reached (its name is not known to DNS)", cause);
            }
            if (e instanceof ClosedChannelException && cause instanceof ConnectException) {
                return NotifyException.retryable(
                        name() + " cannot be reached (the connection was refused)", cause);
            }
        }
        String why = cause.getMessage() == null ? "" : ": " + shown(cause.getMessage());
        return NotifyException.retryable(
                "%s cannot be reached (%s%s)"
                        .formatted(name(), cause.getClass().getSimpleName(), why),
                cause);
    }

    private NotifyException refusal(Answer answer) {
        int status = answer.status();
        Duration after = answer.after();
        String sentence = name() + " answered " + answer.words();
        if (status == 429 || status >= 500) {
            return after == null
                    ? NotifyException.retryable(sentence, null)
                    : NotifyException.retryableAfter(sentence, after);
        }
        if (status / 100 == 3) {
            return NotifyException.permanent(
                    "%s answered with a redirect (HTTP %d), which is not followed: write the final address into url"
                            .formatted(name(), status),
                    null);
        }
        return NotifyException.permanent(sentence, null);
    }

    /** Seconds, or a date. */
    private @Nullable Duration after(HttpResponse<?> response) {
        String text = response.headers().firstValue("Retry-After").orElse("").strip();
        try {
            if (text.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            Duration until =
                    text.isEmpty()
                            ? Duration.ZERO
                            : Duration.between(
                                    clock.instant(),
                                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant());
            return until.isNegative() || until.isZero() ? null : until;
        } catch (DateTimeException e) {
            // A date that cannot be read asks for nothing.
            return null;
        }
    }

    private String shown(String text) {
        String shown = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        for (String secret : secrets) {
            shown = shown.replace(secret, "***");
        }
        return shown.length() <= LONGEST_TEXT ? shown : shown.substring(0, LONGEST_TEXT) + "…";
    }
}
