package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.spi.EventRow;
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

/** A source that knows traffic and nothing else: no events, no workloads, no labels. */
public final class FlowsOnly implements Origin {

    private final String kind;
    private final FlowSource flows;
    private final Clock clock;

    /**
     * @param kind what the configuration calls it
     * @param clock this machine's time
     */
    public FlowsOnly(String kind, FlowSource flows, Clock clock) {
        this.kind = kind;
        this.flows = flows;
        this.clock = clock;
    }

    @Override
    public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        return flows.flows(query, rows);
    }

    @Override
    public long events(TimeWindow window, Consumer<EventRow> events) {
        return 0;
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
    public List<String> warnings() {
        return flows.warnings();
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
    }
}
