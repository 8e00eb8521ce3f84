package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a flow source says about an answer whose rows it has handed over.
 *
 * @param rows rows handed over
 * @param matches rows the source has for the query, -1 when it does not say
 * @param truncated the source held rows back: the query must be split
 * @param missing what is missing and why, as one clause for people such as {@code no answer from
 *     pce-two}, empty when all came
 * @param bytes downloaded, as sent
 * @param askedAt the source's time when it was asked
 * @param answeredAt the source's time when the last row had come
 */
public record FlowAnswer(
        long rows,
        long matches,
        boolean truncated,
        String missing,
        long bytes,
        Instant askedAt,
        Instant answeredAt) {

    public FlowAnswer {
        requireNonNull(missing, "missing");
        requireNonNull(askedAt, "askedAt");
        requireNonNull(answeredAt, "answeredAt");
    }
}
