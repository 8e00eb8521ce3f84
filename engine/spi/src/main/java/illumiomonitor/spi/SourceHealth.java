package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * How a source of data did at the tick. There is one per PCE and kind.
 *
 * <p>Source: stored pulls, and what the PCE and the store say of themselves.
 *
 * @param pce name of the PCE
 * @param kind {@code TRAFFIC}, {@code EVENTS}, {@code HEALTH} (the PCE's own word about itself),
 *     {@code CLOCK} or {@code DISK}
 * @param state {@code OK}, {@code PARTIAL}, {@code FAILED}, {@code REFUSED} (failed as the source
 *     does not accept the key, or does not permit it this), {@code WARNING}, {@code CRITICAL} or
 *     {@code NOT_AVAILABLE}; of a full disk {@code CRITICAL} at the PCE whose pulls paused first,
 *     and {@code FAILED} at the others, whose disk it is too
 * @param failures [tries] that failed, in a row up to the tick
 * @param lastOk end of the newest good pull, or {@link Instant#EPOCH} when there was none
 * @param reason in words, empty when all is well
 * @param quiet how long good pulls have brought no row, up to the tick
 * @param longestQuiet the longest that they brought none in the 14 days before that
 */
public record SourceHealth(
        String pce,
        String kind,
        String state,
        int failures,
        Instant lastOk,
        String reason,
        Duration quiet,
        Duration longestQuiet) {

    public SourceHealth {
        requireNonNull(pce, "pce");
        requireNonNull(kind, "kind");
        requireNonNull(state, "state");
        requireNonNull(lastOk, "lastOk");
        requireNonNull(reason, "reason");
        requireNonNull(quiet, "quiet");
        requireNonNull(longestQuiet, "longestQuiet");
    }
}
