package illumiomonitor.engine.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the list of alerts, newest first.
 *
 * @param next where the following page begins, null when this is the last
 */
public record AlertPage(List<AlertRow> rows, @Nullable Cursor next) {

    public AlertPage {
        rows = List.copyOf(rows);
    }

    /** A place in the list: behind this alert. Written as text in links. */
    public record Cursor(Instant lastSeenAt, long id) {

        /**
         * Reads what {@link #toString} wrote.
         *
         * @throws IllegalArgumentException if it is nothing of the kind
         */
        public static Cursor parse(String text) {
            String[] parts = text.split("_", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException(text + " is no place in the list of alerts");
            }
            try {
                return new Cursor(
                        Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
                        Long.parseLong(parts[2]));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(text + " is no place in the list of alerts", e);
            }
        }

        @Override
        public String toString() {
            return lastSeenAt.getEpochSecond() + "_" + lastSeenAt.getNano() + "_" + id;
        }
    }
}
