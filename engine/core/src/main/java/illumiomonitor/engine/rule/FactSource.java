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

    /** What facts depend on. */
    enum Scope {
        /** The store as of the tick: all windows that end with it see the same, made once. */
        TICK,
        /** The stretch that the window is. */
        WINDOW,
        /** The window's flows, which then are read. */
        FLOWS
    }

    /** The type of the facts. */
    Class<T> type();

    Scope scope();

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
     * @param windows where other stretches' flows are read; what windows of the tick share is read
     *     once
     * @param quiet of each rule
     */
    record Window(
            Handle handle,
            int pceId,
            String pce,
            Tick tick,
            List<Flow> flows,
            FlowWindows windows,
            Quiets quiet) {

        /** From the window's start, exclusive, to its end, inclusive. */
        Stretch stretch() {
            return new Stretch(Micros.of(tick.from()), Micros.of(tick.at()));
        }
    }

    /** How long without a finding ends a run of them. */
    @FunctionalInterface
    interface Quiets {

        Duration of(String rule);

        /** The longest of all rules. */
        default Duration longest() {
            return Duration.ofHours(24);
        }
    }

    /** A source as a function. */
    static <T> FactSource<T> of(Class<T> type, Scope scope, Function<Window, List<T>> made) {
        return new FactSource<>() {
            @Override
            public Class<T> type() {
                return type;
            }

            @Override
            public Scope scope() {
                return scope;
            }

            @Override
            public List<T> facts(Window window) {
                return made.apply(window);
            }
        };
    }
}
