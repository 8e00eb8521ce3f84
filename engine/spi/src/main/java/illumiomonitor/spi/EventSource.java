package illumiomonitor.spi;

import java.util.function.Consumer;

/** Where audit events come from. Called from one thread at a time. */
public interface EventSource extends AutoCloseable {

    /**
     * Hands over every event of the window, in no order, some perhaps twice.
     *
     * @throws SourceException if the window could not be read whole; events already handed over are
     *     good
     * @throws InterruptedException if the run is to stop
     */
    EventAnswer events(TimeWindow window, Consumer<EventRow> events)
            throws SourceException, InterruptedException;

    /** Releases connections. */
    @Override
    default void close() {}
}
