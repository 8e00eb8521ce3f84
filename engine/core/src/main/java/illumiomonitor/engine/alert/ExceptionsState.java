package illumiomonitor.engine.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it is with {@code exceptions.yaml}.
 *
 * @param error what is wrong with the file, empty when nothing is
 * @param entries how many exceptions hold
 * @param readAt when the text that holds was read, null when none ever was
 */
public record ExceptionsState(
        String error, int entries, @Nullable Instant readAt, CrossedEdits crossed) {

    /** The error and what holds in its place, empty when nothing is wrong. */
    public String sentence() {
        if (error.isEmpty()) {
            return "";
        }
        return entries == 0
                ? error + "; nobody is spared until it is mended"
                : error + "; until it is mended what was read at " + readAt + " holds";
    }
}
