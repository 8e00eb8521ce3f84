package illumiomonitor.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as cases write them: {@code -90s}, {@code -10m}, {@code -2h} before the tick, {@code
 * never}, or ISO.
 */
final class CaseTimes {

    /** A Monday, in business hours of most of the world. */
    static final Instant TICK = Instant.parse("2026-03-02T10:00:00Z");

    private static final Duration FARTHEST = Duration.ofDays(3_660);
    private static final String NEVER = "never";
    private static final Pattern BEFORE = Pattern.compile("(-?)(\\d{1,9})(ms|s|m|h|d)");

    private CaseTimes() {}

    static Instant at(@Nullable String written, Instant tick) {
        if (written == null) {
            return tick;
        }
        if (written.equals(NEVER)) {
            return Instant.EPOCH;
        }
        Matcher before = BEFORE.matcher(written);
        if (before.matches()) {
            Duration distance = length(Long.parseLong(before.group(2)), before.group(3));
            if (distance.compareTo(FARTHEST) > 0) {
                throw new BadCase(
                        written, "time " + written + " is further away than ten years", null);
            }
            return before.group(1).isEmpty() ? tick.plus(distance) : tick.minus(distance);
        }
        try {
            Instant at = Instant.parse(written);
            if (Duration.between(tick, at).abs().compareTo(FARTHEST.multipliedBy(10)) > 0) {
                throw new BadCase(
                        written, "time " + written + " is further away than a hundred years", null);
            }
            return at;
        } catch (DateTimeParseException e) {
            throw new BadCase(
                    written,
                    "time " + written + " is neither like -10m nor like 2026-03-02T10:00:00Z",
                    e);
        }
    }

    /** A length as {@code 90s}, {@code 10m}, {@code 2h} or {@code 3d}. */
    static Duration length(String written) {
        Matcher length = BEFORE.matcher(written);
        if (!length.matches()) {
            throw new BadCase(written, "length " + written + " is not like 10m", null);
        }
        return length(Long.parseLong(length.group(2)), length.group(3));
    }

    private static Duration length(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
