package illumiomonitor.web.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that was given up.
 *
 * @param alertId whose it is, null for a digest of several
 * @param kind {@code ALERT} or {@code DIGEST}
 * @param attempts how often it was tried
 * @param lastError why the last try failed, one clause
 */
public record DeadRow(
        long deliveryId,
        @Nullable Long alertId,
        String channel,
        String kind,
        int attempts,
        String lastError,
        Instant createdAt) {}
