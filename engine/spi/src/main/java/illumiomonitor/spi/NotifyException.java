package illumiomonitor.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A channel did not take a message. The message is a whole sentence and holds no secret. */
public final class NotifyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;
    private final @Nullable Duration after;

    private NotifyException(
            String sentence,
            boolean retryable,
            @Nullable Duration after,
            @Nullable Throwable cause) {
        super(sentence, cause);
        this.retryable = retryable;
        this.after = after;
    }

    /** It may go through later. */
    public static NotifyException retryable(String sentence, @Nullable Throwable cause) {
        return new NotifyException(sentence, true, null, cause);
    }

    /** It may go through later, but not before the channel said. */
    public static NotifyException retryableAfter(String sentence, Duration after) {
        return new NotifyException(sentence, true, after, null);
    }

    /** It will never go through as it is. */
    public static NotifyException permanent(String sentence, @Nullable Throwable cause) {
        return new NotifyException(sentence, false, null, cause);
    }

    public boolean isRetryable() {
        return retryable;
    }

    /** How long the channel asked to be left alone, null when it did not say. */
    public @Nullable Duration after() {
        return after;
    }
}
