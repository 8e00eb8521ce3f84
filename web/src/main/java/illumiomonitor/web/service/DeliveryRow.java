package illumiomonitor.web.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message of an alert to one channel. */
public record DeliveryRow(
        String channel,
        int notification,
        String kind,
        String state,
        int attempts,
        String lastError,
        @Nullable Instant sentAt) {}
