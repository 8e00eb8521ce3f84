package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The instant as of which the rules are judged.
 *
 * @param at end of the window, inclusive
 * @param from start of the window, exclusive
 * @param zone the site's zone, for rules that speak of hours
 * @param inHours whether {@code at} lies in the configured business hours
 */
public record Tick(Instant at, Instant from, ZoneId zone, boolean inHours) {

    public Tick {
        requireNonNull(at, "at");
        requireNonNull(from, "from");
        requireNonNull(zone, "zone");
    }

    /** The same instant on the site's clock. */
    public ZonedDateTime local() {
        return at.atZone(zone);
    }
}
