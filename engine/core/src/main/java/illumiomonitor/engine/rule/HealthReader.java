package illumiomonitor.engine.rule;

import illumiomonitor.spi.SourceHealth;
import java.time.Instant;
import java.util.List;

/** Says how the sources of a PCE did at a tick. */
@FunctionalInterface
public interface HealthReader {

    /** One per kind of source that has been asked up to the tick. */
    List<SourceHealth> asOf(int pceId, Instant tick);
}
