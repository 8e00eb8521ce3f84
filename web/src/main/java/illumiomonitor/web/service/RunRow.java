package illumiomonitor.web.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One run, as {@code history.runs} has it. */
public record RunRow(
        long run,
        String pce,
        String cause,
        Instant tick,
        Instant startedAt,
        @Nullable Instant endedAt,
        String result,
        String reason) {}
