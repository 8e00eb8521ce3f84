package illumiomonitor.engine.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as people write them: {@code 30s}, {@code 5m}, {@code 24h}, {@code 14d}, {@code
 * 1h30m}.
 */
public final class Durations {

    private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}[smhd])+");
    private static final Pattern PART = Pattern.compile("(\\d{1,9})([smhd])");

    private Durations() {}

    /** The length, or nothing when the text is not one. */
    public static Optional<Duration> parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            sum =
                    sum.plus(
                            Long.parseLong(part.group(1)) * seconds(part.group(2)),
                            ChronoUnit.SECONDS);
        }
        return Optional.of(sum);
    }

    /**
     * The shortest text that {@link #parse} reads back, down to seconds: {@code 5m}, {@code 1h30m}.
     */
    public static String text(Duration length) {
        StringBuilder text = new StringBuilder();
        long rest = length.toSeconds();
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long n = rest / seconds(unit);
            rest -= n * seconds(unit);
            if (n > 0) {
                text.append(n).append(unit);
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static long seconds(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
        };
    }
}
