package illumiomonitor.web.page;

import illumiomonitor.engine.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** How instants and durations are written: on the site's clock, and as ages. */
public final class Times {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final ZoneId zone;
    private final Words words;
    private final Instant now;

    Times(ZoneId zone, Words words, Instant now) {
        this.zone = zone;
        this.words = words;
        this.now = now;
    }

    /** The instant of the page. */
    public Instant now() {
        return now;
    }

    public String zone() {
        return zone.getId();
    }

    /** Date and time to the minute. */
    public String minute(Instant at) {
        return MINUTE.format(at.atZone(zone));
    }

    /** Date and time to the second. */
    public String second(Instant at) {
        return SECOND.format(at.atZone(zone));
    }

    /** Time of day to the second. */
    public String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    /** How long ago, or how soon. */
    public String ago(Instant at) {
        Duration age = Duration.between(at, now);
        if (age.abs().toSeconds() < 5) {
            return words.get("age.now");
        }
        String amount = rough(age.abs());
        return words.get(age.isNegative() ? "age.in" : "age.ago", amount);
    }

    /** A duration in its largest unit, e.g. {@code 4 min}. */
    public String rough(Duration length) {
        long seconds = length.toSeconds();
        if (seconds < 60) {
            return words.get("length.seconds", seconds);
        }
        if (seconds < 3_600) {
            return words.get("length.minutes", seconds / 60);
        }
        if (seconds < 172_800) {
            return words.get("length.hours", seconds / 3_600);
        }
        return words.get("length.days", seconds / 86_400);
    }

    /** How long something took, exact enough to compare, e.g. {@code 1.25 s}. */
    public String took(Duration length) {
        long millis = length.toMillis();
        if (millis < 1_000) {
            return words.get("length.millis", Math.max(0, millis));
        }
        if (millis < 60_000) {
            return words.get("length.fraction", millis / 1000.0);
        }
        if (millis < 3_600_000) {
            return words.get("length.minsec", millis / 60_000, millis / 1_000 % 60);
        }
        return words.get("length.hourmin", millis / 3_600_000, millis / 60_000 % 60);
    }
}
