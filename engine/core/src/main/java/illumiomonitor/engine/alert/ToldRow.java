package illumiomonitor.engine.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One notification of an alert, and how much was told.
 *
 * @param lastTick newest tick of its alert
 * @param closedTick of its alert
 */
public record ToldRow(
        @Nullable Double measured,
        @Nullable Double z,
        Instant lastTick,
        @Nullable Instant closedTick) {}
