package illumiomonitor.engine.rule;

import illumiomonitor.engine.config.Config;
import illumiomonitor.spi.BusinessHours;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Makes ticks that know the business hours. */
record Hours(Config.Hours hours, ZoneId zone) {

    Tick tick(Instant at, Duration window) {
        return new Tick(
                at,
                at.minus(window),
                new BusinessHours(zone, hours.days(), hours.from(), hours.to(), hours.holidays()));
    }
}
