package illumiomonitor.engine.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long a message waits before it is tried again: 10 s, three times as long each time, at most
 * an hour, a fifth more or less so that many do not come at once; never earlier than the channel
 * asked. Ten attempts take about four hours.
 */
final class Backoff {

    static final int ATTEMPTS = 10;
    private static final long FIRST_MS = 10_000;
    private static final long MOST_MS = 3_600_000;
    private static final Duration MOST_ASKED = Duration.ofHours(24);

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param attempts that failed, at least 1
     * @param asked what the channel asked for, null when it did not
     */
    Duration after(int attempts, @Nullable Duration asked) {
        double ms = Math.min(MOST_MS, FIRST_MS * Math.pow(3, attempts - 1));
        Duration own = Duration.ofMillis((long) (ms * (0.8 + 0.4 * random.nextDouble())));
        if (asked == null || asked.compareTo(own) <= 0) {
            return own;
        }
        return asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked;
    }
}
