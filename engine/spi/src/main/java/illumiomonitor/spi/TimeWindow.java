package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A stretch of PCE time that a source is asked for.
 *
 * @param from inclusive
 * @param to inclusive
 */
public record TimeWindow(Instant from, Instant to) {

    public TimeWindow {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "window ends at " + to + ", before it begins at " + from);
        }
    }
}
