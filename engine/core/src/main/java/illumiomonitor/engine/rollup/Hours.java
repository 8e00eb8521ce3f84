package illumiomonitor.engine.rollup;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Hours, days and weeks counted since 1970, UTC; and instants as microseconds. */
final class Hours {

    static final int PER_WEEK = 168;
    static final int PER_DAY = 24;
    static final long ROWS = 1_000_000_000L;

    private static final long SECONDS = 3_600;

    private Hours() {}

    /** The hour that an instant lies in. */
    static long of(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), SECONDS);
    }

    static Instant start(long hour) {
        return Instant.ofEpochSecond(hour * SECONDS);
    }

    static int day(Instant instant) {
        return (int) Math.floorDiv(instant.getEpochSecond(), SECONDS * PER_DAY);
    }

    static Instant dayStart(long day) {
        return start(day * PER_DAY);
    }

    static long week(long hour) {
        return Math.floorDiv(hour, PER_WEEK);
    }

    static int ofWeek(long hour) {
        return (int) Math.floorMod(hour, (long) PER_WEEK);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                instant.getNano() / 1_000);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
