package illumiomonitor.engine.outbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a channel took a test.
 *
 * @param answer the receiver's, or why there is none
 * @param took from handing it to the channel to the answer
 */
public record TestResult(String channel, boolean taken, String answer, Duration took) {

    public TestResult {
        requireNonNull(channel, "channel");
        requireNonNull(answer, "answer");
        requireNonNull(took, "took");
    }
}
