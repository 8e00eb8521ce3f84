package illumiomonitor.engine.rule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Instants as microseconds since 1970, which is what the store keeps and what sums are fast in. */
final class Micros {

    private static final long PER_SECOND = 1_000_000L;

    private Micros() {}

    static long of(Instant instant) {
        return Math.multiplyExact(instant.getEpochSecond(), PER_SECOND) + instant.getNano() / 1_000;
    }

    static long of(OffsetDateTime time) {
        return time.toEpochSecond() * PER_SECOND + time.getNano() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
