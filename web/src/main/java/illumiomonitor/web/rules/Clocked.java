package illumiomonitor.web.rules;

import io.javalin.http.BadRequestResponse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Instants as the fields of a form have them: on the clock of the pages. */
final class Clocked {

    private static final DateTimeFormatter FIELD =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

    private Clocked() {}

    /**
     * @param typed a field's value, an ISO instant from a link, or empty for {@code otherwise}
     */
    static Instant instant(String typed, ZoneId zone, Instant otherwise) {
        if (typed.isEmpty()) {
            return otherwise;
        }
        try {
            return typed.endsWith("Z")
                    ? Instant.parse(typed)
                    : LocalDateTime.parse(typed).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw new BadRequestResponse(); // a form that a person changed by hand
        }
    }

    static String field(Instant at, ZoneId zone) {
        return FIELD.format(at.atZone(zone));
    }
}
