package illumiomonitor.plugins.zeek;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as Zeek and its exports write them: since 1970, or a date with or without a zone. */
final class ConnTime {

    /** Numbers above these count milliseconds and microseconds. */
    private static final double MILLIS = 1e11;

    private static final double MICROS = 1e14;

    private static final DateTimeFormatter DATE =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("['T'][' ']")
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .appendPattern("[XXX][XX][X]")
                    .toFormatter(Locale.ROOT);

    private ConnTime() {}

    /**
     * Reads a time; without a zone it is UTC.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Instant parse(String text) {
        try {
            return text.indexOf(':') > 0 ? date(text) : number(Double.parseDouble(text), text);
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException("ts is no time: " + text, e);
        }
    }

    private static Instant date(String text) {
        TemporalAccessor date =
                DATE.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
        return date instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(date).toInstant(ZoneOffset.UTC);
    }

    private static Instant number(double value, String text) {
        double millis = value < MILLIS ? value * 1_000 : value < MICROS ? value : value / 1_000;
        if (!(millis > 0 && millis < MICROS)) {
            throw new IllegalArgumentException("ts is no time: " + text);
        }
        return Instant.ofEpochMilli((long) millis);
    }
}
