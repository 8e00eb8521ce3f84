package illumiomonitor.engine.run;

import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.EventSource;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import illumiomonitor.spi.TimeWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a source alone for a while after it refused the key: asking on would fill its audit log
 * and may lock the account. What is asked meanwhile fails at once with the same sentence, so that
 * every run still says why it has no data.
 */
public final class PatientSource implements FlowSource, EventSource {

    private final FlowSource flows;
    private final EventSource events;
    private final Clock clock;
    private final Duration patience;
    private @Nullable SourceException refusal;
    private Instant until = Instant.MIN;

    public PatientSource(FlowSource flows, EventSource events, Clock clock, Duration patience) {
        this.flows = flows;
        this.events = events;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        return ask(() -> flows.flows(query, rows));
    }

    @Override
    public long events(TimeWindow window, Consumer<EventRow> rows)
            throws SourceException, InterruptedException {
        return ask(() -> events.events(window, rows));
    }

    /** Asks the source something else, with the same patience. */
    synchronized <T> T ask(Question<T> question) throws SourceException, InterruptedException {
        if (refusal != null && clock.instant().isBefore(until)) {
            throw new SourceException(
                    refusal.problem(), String.valueOf(refusal.getMessage()), refusal);
        }
        try {
            T answer = question.put();
            refusal = null;
            return answer;
        } catch (SourceException e) {
            if (e.problem() == Problem.UNAUTHORIZED) {
                refusal = e;
                until = clock.instant().plus(patience);
            }
            throw e;
        }
    }

    /** What is asked of a source. */
    @FunctionalInterface
    interface Question<T> {
        T put() throws SourceException, InterruptedException;
    }

    @Override
    public Duration clockOffset() {
        return flows.clockOffset();
    }

    @Override
    public void close() {
        flows.close();
    }
}
