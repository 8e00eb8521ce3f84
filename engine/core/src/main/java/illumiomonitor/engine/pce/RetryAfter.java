package illumiomonitor.engine.pce;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} of an answer: seconds or a date, possibly nonsense. */
final class RetryAfter {

    private static final Duration MOST = Duration.ofSeconds(60);

    private RetryAfter() {}

    /**
     * The wait that the answer asks for, between 0 and 60 s; empty when it asks for none that makes
     * sense.
     *
     * @param now the PCE's time, for dates
     */
    static Optional<Duration> in(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After").flatMap(text -> parse(text.strip(), now));
    }

    static Optional<Duration> parse(String text, Instant now) {
        Optional<Duration> wait = seconds(text).or(() -> date(text, now));
        return wait.map(RetryAfter::clamp);
    }

    private static Optional<Duration> seconds(String text) {
        try {
            double seconds = Double.parseDouble(text);
            if (Double.isNaN(seconds)) {
                return Optional.empty();
            }
            double bounded = Math.max(0, Math.min(seconds, MOST.toSeconds()));
            return Optional.of(Duration.ofMillis((long) (bounded * 1000)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            ZonedDateTime at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, at.toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration clamp(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
