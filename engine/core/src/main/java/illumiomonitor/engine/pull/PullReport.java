package illumiomonitor.engine.pull;

import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.spi.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * How a pull went.
 *
 * @param pullId row of table pull
 * @param kind TRAFFIC, EVENTS or HEALTH
 * @param outcome whether everything came
 * @param problem what the source could not do, null when it is not the source's fault
 * @param reason one sentence for people, empty when all is well
 * @param rows rows of the answer
 * @param increments increments, or new events
 * @param stale rows that showed less than was known
 * @param expired rows of a day that is not kept any more
 */
public record PullReport(
        long pullId,
        String kind,
        Outcome outcome,
        SourceException.@Nullable Problem problem,
        String reason,
        long rows,
        long increments,
        long stale,
        long expired) {}
