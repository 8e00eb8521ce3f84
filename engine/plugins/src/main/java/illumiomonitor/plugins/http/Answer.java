package illumiomonitor.plugins.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver said.
 *
 * @param after how long it asked to be left alone, null when it did not
 * @param text beginning of the body on one line, without anything secret
 */
public record Answer(int status, @Nullable Duration after, String text) {

    public Answer {
        requireNonNull(text, "text");
    }

    /** In a few words. */
    public String words() {
        return text.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + text;
    }
}
