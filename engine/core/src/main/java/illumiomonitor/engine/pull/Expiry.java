package illumiomonitor.engine.pull;

import java.time.Duration;
import java.time.Instant;

/** Which days of flows are still kept. What is refused and what is deleted must agree. */
public final class Expiry {

    private Expiry() {}

    /** Start of the oldest UTC day whose rows are taken and not deleted. */
    public static Instant oldestDay(Instant now, Duration keepFlows) {
        return Times.startOfDay(now.minus(keepFlows));
    }
}
