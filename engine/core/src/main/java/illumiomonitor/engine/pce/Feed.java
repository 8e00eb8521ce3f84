package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.spi.EventAnswer;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.EventSource;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What stands in for a PCE: it knows of traffic, events or both, of no workloads and no labels. */
public final class Feed implements Origin {

    private final String kind;
    private final FlowSource flows;
    private final EventSource events;
    private final Clock clock;

    /**
     * @param kind what the configuration calls it
     * @param clock this machine's time
     */
    public Feed(String kind, FlowSource flows, EventSource events, Clock clock) {
        this.kind = kind;
        this.flows = flows;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        return flows.flows(query, rows);
    }

    @Override
    public FlowAnswer flows(FlowQuery query, Duration atMost, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        return flows.flows(query, atMost, rows);
    }

    @Override
    public EventAnswer events(TimeWindow window, Consumer<EventRow> rows)
            throws SourceException, InterruptedException {
        return events.events(window, rows);
    }

    @Override
    public PceHealth health() {
        return new PceHealth(PceHealth.NOT_AVAILABLE, "");
    }

    @Override
    public String version() {
        return kind;
    }

    @Override
    public List<Workload> workloads() {
        return List.of();
    }

    @Override
    public void each(PceList list, Consumer<JsonNode> objects) {
        // It has no lists.
    }

    @Override
    public List<LabelRef> labels() {
        return List.of();
    }

    @Override
    public Instant now() {
        return clock.instant().plus(clockOffset());
    }

    @Override
    public void hearClock() {
        // Its time needs no asking.
    }

    @Override
    public Duration clockOffset() {
        return flows.clockOffset();
    }

    @Override
    public List<Oddity> oddities() {
        return flows.warnings().stream()
                .map(text -> new Oddity(Oddity.Topic.TRAFFIC, text))
                .toList();
    }

    @Override
    public int deleteLeftovers() {
        return 0;
    }

    @Override
    public Hearing hear(Consumer<String> sentences) {
        return () -> {};
    }

    @Override
    public void close() {
        flows.close();
        events.close();
    }
}
