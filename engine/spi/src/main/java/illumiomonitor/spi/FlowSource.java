package illumiomonitor.spi;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Where traffic rows come from. Called from one thread at a time. */
public interface FlowSource extends AutoCloseable {

    /**
     * Hands over every row of the query, once each, and returns when the last has come. An answer
     * that breaks off is fetched again before any of its rows is handed over.
     *
     * @throws SourceException if there is no complete answer; rows that were handed over must be
     *     forgotten
     * @throws InterruptedException if the run is to stop; also then
     */
    FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException;

    /**
     * The same within a time. A source that has its answer at once need not look at it.
     *
     * @param atMost how long the answer may take, what is left of {@code pull.deadline}
     * @throws SourceException also if it takes longer, with {@link
     *     SourceException.Problem#QUERY_FAILED}
     */
    default FlowAnswer flows(FlowQuery query, Duration atMost, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        return flows(query, rows);
    }

    /**
     * The source's time minus this machine's, as its newest answer showed it; zero before the
     * first.
     */
    Duration clockOffset();

    /** What somebody should know although nothing failed, a sentence each. */
    default List<String> warnings() {
        return List.of();
    }

    /** Releases connections. */
    @Override
    default void close() {}
}
