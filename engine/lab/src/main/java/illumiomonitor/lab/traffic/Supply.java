package illumiomonitor.lab.traffic;

import java.time.Instant;
import java.util.List;

/** Makes connections when they are asked for; the same ones each time. */
@FunctionalInterface
public interface Supply {

    /** Every connection that begins in the hour that begins at this instant. */
    List<Connection> hour(Instant start);
}
