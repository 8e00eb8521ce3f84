package illumiomonitor.engine.run;

import illumiomonitor.spi.EventAnswer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a source alone for a while after it refused the key: asking on would fill its audit log
 * and may lock the account. What is asked meanwhile fails at once with the same sentence, so that
 * every run still says why it has no data. A wrong key is wrong for everything; one that may not do
 * something may do something else, and only the like of it is left alone.
 */
public final class PatientSource implements FlowSource, EventSource {

    /** What a key may be allowed, or not. */
    enum Kind {
        FLOWS,
        EVENTS,
        HEALTH
    }

    /**
     * @param kind that it holds for; null where it holds for all
     */
    private record Refusal(@Nullable Kind kind, SourceException by, Instant until) {}

    private final FlowSource flows;
    private final EventSource events;
    private final Clock clock;
    private final Duration patience;
    private final List<Refusal> refusals = new ArrayList<>();

    public PatientSource(FlowSource flows, EventSource events, Clock clock, Duration patience) {
        this.flows = flows;
        this.events = events;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        return ask(Kind.FLOWS, () -> flows.flows(query, rows));
    }

    @Override
    public FlowAnswer flows(FlowQuery query, Duration atMost, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        return ask(Kind.FLOWS, () -> flows.flows(query, atMost, rows));
    }

    @Override
    public EventAnswer events(TimeWindow window, Consumer<EventRow> rows)
            throws SourceException, InterruptedException {
        return ask(Kind.EVENTS, () -> events.events(window, rows));
    }

    /** Asks the source something, unless it refused the like of it a while ago. */
    synchronized <T> T ask(Kind kind, Question<T> question)
            throws SourceException, InterruptedException {
        Instant now = clock.instant();
        for (Refusal refusal : refusals) {
            if (holds(refusal, kind) && now.isBefore(refusal.until())) {
                SourceException by = refusal.by();
                throw new SourceException(by.problem(), String.valueOf(by.getMessage()), by);
            }
        }
        refusals.removeIf(refusal -> holds(refusal, kind));
        try {
            return question.put();
        } catch (SourceException e) {
            Instant until = clock.instant().plus(patience);
            if (e.problem() == Problem.UNAUTHORIZED) {
                refusals.add(new Refusal(null, e, until));
            } else if (e.problem() == Problem.FORBIDDEN) {
                refusals.add(new Refusal(kind, e, until));
            }
            throw e;
        }
    }

    private static boolean holds(Refusal refusal, Kind kind) {
        return refusal.kind() == null || refusal.kind() == kind;
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
