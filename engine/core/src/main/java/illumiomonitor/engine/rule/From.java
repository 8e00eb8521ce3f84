package illumiomonitor.engine.rule;

import illumiomonitor.spi.History;
import illumiomonitor.spi.Tick;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What flows, earlier findings and the past are read from. Used by one thread.
 *
 * @param histories what is known beyond a window; what all windows of the tick ask alike is read
 *     once
 * @param ofTick facts that all windows of the tick see, as far as they are made
 */
record From(
        FlowWindows windows,
        OpenAlerts.Earlier earlier,
        Histories histories,
        Map<Class<?>, List<?>> ofTick) {

    static From of(FlowWindows windows, OpenAlerts.Earlier earlier, Histories histories) {
        return new From(windows, earlier, histories.atOneTick(), new HashMap<>());
    }

    /** For the windows of one tick. */
    From atOneTick(int count) {
        return of(windows.atOneTick(count), earlier, histories);
    }

    History history(int pceId, String pce, Tick tick) {
        return histories.of(pceId, pce, tick, windows);
    }
}
