package illumiomonitor.engine.rule;

import illumiomonitor.spi.Basis;
import illumiomonitor.spi.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The flows of a window.
 *
 * @param flows one fact per flow row; made on the way when there are too many to hold
 * @param held false when there are more than may be judged one by one
 * @param tales how the newest increment of a flow came to be, by flow number
 */
record SeenFlows(List<Flow> flows, boolean held, LongFunction<Tale> tales) {

    /**
     * How an increment came to be.
     *
     * @param since start of its span
     * @param late how long after its time it was reported
     */
    record Tale(Basis basis, Instant since, Duration late) {}

    static SeenFlows of(List<Flow> flows) {
        return new SeenFlows(flows, true, id -> new Tale(Basis.NEW, Instant.EPOCH, Duration.ZERO));
    }
}
