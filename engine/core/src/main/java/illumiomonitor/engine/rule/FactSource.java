package illumiomonitor.engine.rule;

import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Makes the facts of one type for a window. Asked only when a rule of the window names the type;
 * must be a function of the store as of the tick, so that judging again finds the same.
 */
public interface FactSource<T> {

    /** The type of the facts. */
    Class<T> type();

    /** Whether the facts are made of the window's flows, which then are read. */
    default boolean ofFlows() {
        return false;
    }

    /**
     * The facts of a window.
     *
     * @throws InterruptedException if the run is to stop
     */
    List<T> facts(Window window) throws InterruptedException;

    /**
     * What is asked for.
     *
     * @param handle to read the store with, on the judging thread
     * @param tick with the window's start
     * @param flows of the window; empty unless the source is one of flows. May be made on the way:
     *     walk them once
     * @param quiet how long without a finding ends a rule's run of them
     */
    record Window(
            Handle handle,
            int pceId,
            String pce,
            Tick tick,
            List<Flow> flows,
            Function<String, Duration> quiet) {

        /** From the window's start, exclusive, to its end, inclusive. */
        Stretch stretch() {
            return new Stretch(Micros.of(tick.from()), Micros.of(tick.at()));
        }
    }

    /** A source as a function. */
    static <T> FactSource<T> of(Class<T> type, boolean ofFlows, Function<Window, List<T>> made) {
        return new FactSource<>() {
            @Override
            public Class<T> type() {
                return type;
            }

            @Override
            public boolean ofFlows() {
                return ofFlows;
            }

            @Override
            public List<T> facts(Window window) {
                return made.apply(window);
            }
        };
    }
}
