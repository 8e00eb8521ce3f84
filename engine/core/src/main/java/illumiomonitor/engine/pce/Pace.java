package illumiomonitor.engine.pce;

import java.time.Duration;
import java.util.List;

/**
 * How long the client waits for what. Tests use milliseconds.
 *
 * @param connect until a connection stands
 * @param idle until the first or the next byte of an answer
 * @param whole until the last byte of an answer
 * @param retryFirst before the second try; doubles with each
 * @param retryMost longest wait between tries that the PCE did not ask for
 * @param pollFirst before the first look at a query; doubles with each
 * @param pollMost longest wait between two looks
 * @param notReady waits before a file that is not complete is fetched again
 * @param job between two looks at a job that names no interval
 * @param minute the minute that the request budget counts in
 */
public record Pace(
        Duration connect,
        Duration idle,
        Duration whole,
        Duration retryFirst,
        Duration retryMost,
        Duration pollFirst,
        Duration pollMost,
        List<Duration> notReady,
        Duration job,
        Duration minute) {

    /**
     * What the PCE's documentation and other clients suggest, but a small answer is not kept
     * waiting.
     */
    public static Pace standard() {
        return new Pace(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(300),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofMillis(250),
                Duration.ofSeconds(10),
                List.of(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10)),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
    }

    /** For a PCE on this machine that is there or is not, as tests and demos have one. */
    public static Pace brisk() {
        return new Pace(
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofMillis(2),
                Duration.ofMillis(20),
                List.of(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20)),
                Duration.ofMillis(10),
                Duration.ofMinutes(1));
    }

    /** Wait after the n-th try (from 1) without jitter. */
    Duration retryAfterTry(int n) {
        return doubled(retryFirst, n - 1, retryMost);
    }

    /** Wait before the n-th look (from 0) at a query. */
    Duration beforePoll(int n) {
        return doubled(pollFirst, n, pollMost);
    }

    private static Duration doubled(Duration first, int times, Duration most) {
        Duration wait = first.multipliedBy(1L << Math.min(times, 20));
        return wait.compareTo(most) > 0 ? most : wait;
    }
}
