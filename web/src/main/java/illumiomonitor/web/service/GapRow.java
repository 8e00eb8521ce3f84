package illumiomonitor.web.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A gap, as {@code history.gaps} has it.
 *
 * @param closedBy the pull that covered it
 */
public record GapRow(
        long gapId,
        String pce,
        String kind,
        Instant from,
        Instant to,
        String reason,
        @Nullable Instant closedAt,
        @Nullable Long closedBy) {}
