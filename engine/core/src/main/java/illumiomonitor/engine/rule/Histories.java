package illumiomonitor.engine.rule;

import illumiomonitor.spi.History;
import illumiomonitor.spi.Tick;

/** Opens what the store knows beyond a window. */
@FunctionalInterface
public interface Histories {

    /**
     * The door for one window of one PCE; its answers are as of the tick. Used by one thread.
     *
     * @param windows where it reads flows
     */
    History of(int pceId, String pce, Tick tick, FlowWindows windows);

    /**
     * For windows that all end with one tick: what depends on the tick alone is read once for them.
     * Used by one thread.
     */
    default Histories atOneTick() {
        return this;
    }
}
