package illumiomonitor.engine.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** How findings are spread over a stretch: how many in each of its equal parts. */
final class Spread {

    private final Instant from;
    private final long millis;
    private final long[] counts = new long[ReplayedRule.PARTS];

    Spread(Instant from, Instant to) {
        this.from = from;
        this.millis = Math.max(1, Duration.between(from, to).toMillis());
    }

    /** Counts one; the end of the stretch belongs to its last part. */
    void count(Instant tick) {
        long at = Duration.between(from, tick).toMillis();
        counts[(int) Math.min(counts.length - 1, at * counts.length / millis)]++;
    }

    List<Long> counts() {
        return Arrays.stream(counts).boxed().toList();
    }
}
