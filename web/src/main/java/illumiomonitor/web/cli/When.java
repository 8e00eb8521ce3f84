package illumiomonitor.web.cli;

import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** Times as people type them: ISO-8601; without a zone they are meant in the zone that is shown. */
final class When {

    private When() {}

    static Instant instant(String option, String text, ZoneId zone) {
        try {
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime fixed
                    ? fixed.toInstant()
                    : ((LocalDateTime) time).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new ServiceException(
                    Problem.USAGE,
                    option + " must be a time such as 2026-11-23T10:00:00Z, not " + text,
                    e);
        }
    }

    static LocalDate day(String option, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new ServiceException(
                    Problem.USAGE,
                    option + " must be a UTC day such as 2026-11-23, not " + text,
                    e);
        }
    }
}
