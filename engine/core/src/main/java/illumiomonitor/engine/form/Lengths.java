package illumiomonitor.engine.form;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time as headers write them: {@code 10m}, {@code 1h}, {@code 7d}. */
public final class Lengths {

    private static final Pattern TYPED = Pattern.compile("(\\d{1,6})\\s*([mhd]?)");

    private Lengths() {}

    /** The largest unit that fits whole. */
    public static String written(Duration length) {
        long minutes = length.toMinutes();
        if (minutes == 0 || minutes * 60 != length.toSeconds()) {
            return length.toSeconds() + "s";
        }
        if (minutes % 1440 == 0) {
            return minutes / 1440 + "d";
        }
        return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
    }

    /** What somebody typed; a bare number is minutes. Null when it is no length. */
    public static @Nullable Duration typed(String text) {
        Matcher length = TYPED.matcher(text.strip().toLowerCase(java.util.Locale.ROOT));
        if (!length.matches()) {
            return text.strip().equals("0s") ? Duration.ZERO : null;
        }
        long number = Long.parseLong(length.group(1));
        return switch (length.group(2)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
