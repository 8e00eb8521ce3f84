package illumiomonitor.engine.outbox;

import org.jspecify.annotations.Nullable;

/** A message that waits to be sent. */
public record Due(
        long deliveryId,
        @Nullable Long alertId,
        String channel,
        String kind,
        String payload,
        int attempts) {

    boolean test() {
        return kind.equals("TEST");
    }
}
