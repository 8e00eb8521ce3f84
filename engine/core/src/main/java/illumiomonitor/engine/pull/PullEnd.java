package illumiomonitor.engine.pull;

import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.spi.SourceException.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the pull's row says when it is over.
 *
 * @param problem one word, empty when all is well
 * @param counters what counters were taken to count, empty where there are none
 */
record PullEnd(
        Outcome outcome,
        String reason,
        String problem,
        Instant windowFrom,
        Instant windowTo,
        Instant askedAt,
        Instant answeredAt,
        long clockOffsetMs,
        long rows,
        long increments,
        long merged,
        long stale,
        long expired,
        long bytes,
        long firstFlowId,
        String counters,
        @Nullable Long spansFrom,
        @Nullable Long spansTo) {

    static final String DISK = "DISK";
    static final String STORE = "STORE";
    static final String INCOMPLETE = "INCOMPLETE";

    /** An end that brought nothing. */
    static PullEnd of(
            Outcome outcome,
            String reason,
            String problem,
            Instant from,
            Instant to,
            Instant at,
            long clockOffsetMs) {
        return new PullEnd(
                outcome,
                reason,
                problem,
                from,
                to,
                at,
                at,
                clockOffsetMs,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                "",
                null,
                null);
    }

    PullReport report(long pullId, String kind, @Nullable Problem sourceProblem) {
        return new PullReport(
                pullId, kind, outcome, sourceProblem, reason, rows, increments, stale, expired);
    }
}
