package illumiomonitor.lab.event;

import java.time.Instant;
import java.util.List;

/** Makes events when they are asked for; the same ones each time. */
@FunctionalInterface
public interface EventSupply {

    /** Every event of the hour that begins at this instant. */
    List<LabEvent> hour(Instant start);
}
