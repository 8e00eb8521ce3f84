package illumiomonitor.engine.view;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place in the list of alerts, newest first: everything after it was seen earlier. */
public record AlertCursor(Instant lastSeenAt, long id) {

    static final AlertCursor START = new AlertCursor(Rows.END_OF_TIME, Long.MAX_VALUE);

    /** The form that stands in an address, e.g. {@code 2026-11-23T10:00:00Z_4711}. */
    public String text() {
        return lastSeenAt + "_" + id;
    }

    /** Reads {@link #text()}; empty when it is none. */
    public static Optional<AlertCursor> parse(@Nullable String text) {
        int bar = text == null ? -1 : text.lastIndexOf('_');
        if (text == null || bar < 0) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.parse(text.substring(0, bar));
            return Optional.of(new AlertCursor(at, Long.parseLong(text.substring(bar + 1))));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty(); // an address that a person changed by hand begins at the top
        }
    }

    /** Whether this place comes before the other in the list. */
    boolean before(AlertCursor other) {
        int byTime = lastSeenAt.compareTo(other.lastSeenAt);
        return byTime > 0 || (byTime == 0 && id > other.id);
    }
}
