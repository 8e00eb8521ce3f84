package illumiomonitor.engine.pce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as PCEs write them: RFC 3339, or {@code YYYY-MM-DD HH:MM:SS.ffffff} without a zone. */
final class Times {

    private Times() {}

    /** A time without a zone is UTC. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return lenient(text.strip().replace(' ', 'T'));
        }
    }

    /** With a zone, to the millisecond, rounded down. */
    static String from(Instant time) {
        return down(time).toString();
    }

    /** With a zone, to the millisecond, rounded up. */
    static String to(Instant time) {
        return up(time).toString();
    }

    static Instant down(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    static Instant up(Instant time) {
        Instant down = down(time);
        return down.equals(time) ? down : down.plusMillis(1);
    }

    private static Optional<Instant> lenient(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return local(text);
        }
    }

    private static Optional<Instant> local(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
