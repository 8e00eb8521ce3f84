package illumiomonitor.db;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a question may take, and what is said when it takes more.
 *
 * @param start of the time that the asker gave, as {@link System#nanoTime} tells it
 * @param limit rows, 0 for all
 */
record SqlTerms(Duration timeout, long start, int limit) {

    static final String TOO_LARGE =
            "stopped, because the answer needs more memory than there is; narrow it";

    long deadline() {
        return start + timeout.toNanos();
    }

    String late() {
        return "stopped after %d s; narrow the question or ask with a longer --timeout"
                .formatted(timeout.toSeconds());
    }

    String cut() {
        return "only the first %,d rows; ask for more with --limit".formatted(limit);
    }

    /** The limit and one, which shows that there are more; 0 for any number. */
    int oneMore() {
        return limit == 0 || limit == Integer.MAX_VALUE ? 0 : limit + 1;
    }

    static SqlRefused closing(@Nullable Throwable cause) {
        return new SqlRefused("the store is being closed", cause);
    }
}
