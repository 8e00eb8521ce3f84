package illumiomonitor.engine.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as a list shows it.
 *
 * @param cause {@code SCHEDULE}, {@code MANUAL}, {@code API} or {@code REPLAY}
 * @param result {@code RUNNING}, {@code OK}, {@code PARTIAL}, {@code FAILED} or {@code STOPPED}
 * @param heapAfterMb heap in use after the last collection, MB, 0 when unknown
 */
public record RunLine(
        long run,
        String pce,
        String cause,
        Instant tick,
        Instant startedAt,
        @Nullable Instant endedAt,
        String result,
        String reason,
        int heapAfterMb,
        List<Step> steps) {

    /**
     * One step; {@code outcome} is {@code RUNNING}, {@code OK}, {@code PARTIAL}, {@code FAILED}.
     */
    public record Step(
            long run,
            int seq,
            String step,
            Instant startedAt,
            @Nullable Instant endedAt,
            String outcome,
            long rowCount,
            String message) {

        /** How long it took, up to now while it runs. */
        public Duration took(Instant now) {
            return Duration.between(startedAt, endedAt == null ? now : endedAt);
        }
    }

    /** One line of a run's log. */
    public record LogLine(int seq, Instant at, String level, String message) {}

    public boolean isRunning() {
        return result.equals("RUNNING");
    }

    /** How long it took, up to now while it runs. */
    public Duration took(Instant now) {
        return Duration.between(startedAt, endedAt == null ? now : endedAt);
    }
}
