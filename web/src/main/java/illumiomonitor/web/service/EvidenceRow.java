package illumiomonitor.web.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One piece of evidence.
 *
 * @param kind {@code FLOW}, {@code EVENT}, {@code NUMBER} or {@code NOTE}
 */
public record EvidenceRow(
        Instant tick,
        String kind,
        @Nullable Long flowId,
        @Nullable Long eventId,
        String name,
        String value) {}
