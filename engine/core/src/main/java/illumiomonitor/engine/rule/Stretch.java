package illumiomonitor.engine.rule;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/**
 * The stretch of time that a rule sees.
 *
 * @param from exclusive, microseconds
 * @param to inclusive, microseconds
 */
record Stretch(long from, long to) {

    static final Stretch ALL =
            new Stretch(
                    Micros.of(Instant.parse("1970-01-01T00:00:00Z")),
                    Micros.of(Instant.parse("9999-01-01T00:00:00Z")));

    static Stretch endingAt(Instant tick, Duration window) {
        return new Stretch(Micros.of(tick.minus(window)), Micros.of(tick));
    }

    boolean holds(long micros) {
        return from < micros && micros <= to;
    }

    long length() {
        return to - from;
    }

    /**
     * The part of a number, spread evenly over (since, until], that lies in this stretch. Whole
     * numbers; what adjacent stretches get adds up to the number.
     */
    long share(long number, long since, long until) {
        long length = until - since;
        return upTo(number, Math.min(to, until) - since, length)
                - upTo(number, Math.max(from, since) - since, length);
    }

    private static long upTo(long number, long part, long length) {
        if (part <= 0) {
            return 0;
        }
        if (Math.multiplyHigh(number, part) == 0 && number * part >= 0) {
            return number * part / length;
        }
        return BigInteger.valueOf(number)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(length))
                .longValueExact();
    }
}
