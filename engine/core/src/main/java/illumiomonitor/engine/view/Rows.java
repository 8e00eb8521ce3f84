package illumiomonitor.engine.view;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What the views share about columns. */
final class Rows {

    /** Later than any tick. */
    static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private Rows() {}

    /** An instant as both databases compare it, whatever the zone of the JVM. */
    static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
