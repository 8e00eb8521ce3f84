package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * When people are at work, on the site's clock; {@code hours} of the configuration.
 *
 * <p>Source: the configuration.
 *
 * @param zone the site's zone
 * @param days of the week
 * @param from [time of day] inclusive; at or after {@code to} where work goes on past midnight
 * @param to [time of day] exclusive; midnight is the end of the day
 * @param holidays days without business hours
 */
public record BusinessHours(
        ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to, Set<LocalDate> holidays) {

    public BusinessHours {
        requireNonNull(zone, "zone");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        days = Set.copyOf(days);
        holidays = Set.copyOf(holidays);
    }

    /** Every hour of every day, or none. */
    static BusinessHours allOrNone(ZoneId zone, boolean all) {
        Set<DayOfWeek> days = all ? Set.of(DayOfWeek.values()) : Set.of();
        return new BusinessHours(zone, days, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, Set.of());
    }

    /** Whether people are at work then. */
    public boolean hold(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean within =
                from.isBefore(to)
                        ? !time.isBefore(from) && time.isBefore(to)
                        : !time.isBefore(from) || time.isBefore(to);
        return within
                && days.contains(local.getDayOfWeek())
                && !holidays.contains(local.toLocalDate());
    }
}
