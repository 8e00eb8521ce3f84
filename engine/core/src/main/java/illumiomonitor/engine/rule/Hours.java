package illumiomonitor.engine.rule;

import illumiomonitor.engine.config.Config;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Makes ticks that know whether they lie in business hours. */
record Hours(Config.Hours hours, ZoneId zone) {

    Tick tick(Instant at, Duration window) {
        return new Tick(at, at.minus(window), zone, holds(at.atZone(zone)));
    }

    private boolean holds(ZonedDateTime local) {
        LocalTime time = local.toLocalTime();
        LocalTime from = hours.from();
        LocalTime to = hours.to();
        boolean within =
                from.isBefore(to)
                        ? !time.isBefore(from) && time.isBefore(to)
                        : !time.isBefore(from) || time.isBefore(to);
        return within
                && hours.days().contains(local.getDayOfWeek())
                && !hours.holidays().contains(local.toLocalDate());
    }
}
