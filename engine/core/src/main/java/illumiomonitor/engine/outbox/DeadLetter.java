package illumiomonitor.engine.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that was given up.
 *
 * @param alertId null for a digest or a test
 */
public record DeadLetter(
        long deliveryId,
        @Nullable Long alertId,
        String channel,
        String kind,
        int attempts,
        String lastError,
        Instant createdAt) {}
