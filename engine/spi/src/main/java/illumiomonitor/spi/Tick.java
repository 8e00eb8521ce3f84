package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The instant as of which the rules are judged.
 *
 * <p>Source: the schedule and the configuration.
 *
 * @param at end of the window, inclusive
 * @param from start of the window, exclusive
 * @param hours the configured business hours
 */
public record Tick(Instant at, Instant from, BusinessHours hours) {

    public Tick {
        requireNonNull(at, "at");
        requireNonNull(from, "from");
        requireNonNull(hours, "hours");
    }

    /**
     * A tick of a site without business hours.
     *
     * @param inHours whether every moment counts as one of them, or none
     */
    public Tick(Instant at, Instant from, ZoneId zone, boolean inHours) {
        this(at, from, BusinessHours.allOrNone(zone, inHours));
    }

    /** The site's zone, for rules that speak of hours. */
    public ZoneId zone() {
        return hours.zone();
    }

    /** Whether {@code at} lies in the business hours. */
    public boolean inHours() {
        return inHours(at);
    }

    /** Whether a moment, such as that of an event, lies in the business hours. */
    public boolean inHours(Instant moment) {
        return hours.hold(moment);
    }

    /** The same instant on the site's clock. */
    public ZonedDateTime local() {
        return at.atZone(zone());
    }
}
