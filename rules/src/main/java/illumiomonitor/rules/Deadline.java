package illumiomonitor.rules;

import java.time.Duration;

/**
 * When whoever waits has waited long enough.
 *
 * @param start of the waiting, as {@link System#nanoTime} has it
 * @param longest that it may take
 */
record Deadline(long start, Duration longest) {

    static final Deadline NEVER = new Deadline(System.nanoTime(), Duration.ofDays(100_000));

    static Deadline in(Duration longest) {
        return new Deadline(System.nanoTime(), longest);
    }

    boolean isOver() {
        return passed().compareTo(longest) > 0;
    }

    /** What is left of it, never less than a moment. */
    Duration left() {
        Duration left = longest.minus(passed());
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    private Duration passed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
