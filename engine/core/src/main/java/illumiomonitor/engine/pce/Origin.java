package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.spi.EventSource;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What a run asks: a PCE, or something else that knows of traffic. */
public interface Origin extends FlowSource, EventSource {

    /** How it says it is. */
    PceHealth health() throws SourceException, InterruptedException;

    /** Its release. */
    String version() throws SourceException, InterruptedException;

    /** Its workloads. */
    List<Workload> workloads() throws SourceException, InterruptedException;

    /** Every object of a list. */
    void each(PceList list, Consumer<JsonNode> objects)
            throws SourceException, InterruptedException;

    /** Its labels. */
    List<LabelRef> labels() throws SourceException, InterruptedException;

    /** Its time. */
    Instant now();

    /**
     * Asks for its time unless an answer has shown it already. If it cannot be had, {@link #now}
     * stays what was known of it before, or this machine's.
     */
    void hearClock() throws InterruptedException;

    /**
     * Removes what an earlier process of this configuration left there. Not to be called while
     * another process pulls from it under the same name.
     *
     * @return how many queries
     */
    int deleteLeftovers() throws SourceException, InterruptedException;

    /** What somebody should know although nothing failed, by what it is about. */
    List<Oddity> oddities();

    @Override
    default List<String> warnings() {
        return oddities().stream().map(Oddity::text).toList();
    }

    /** Tells of every wait, until the answer is closed. */
    Hearing hear(Consumer<String> sentences);

    @Override
    void close();
}
