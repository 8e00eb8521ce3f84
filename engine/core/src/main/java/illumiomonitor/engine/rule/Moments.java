package illumiomonitor.engine.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Instants of many rows, of which most are the same few: a PCE tells seconds, and a bucket begins
 * at midnight. One for each that was asked for lately. Not thread-safe.
 */
public final class Moments {

    private static final int BITS = 13;

    private final @Nullable Instant[] known = new @Nullable Instant[1 << BITS];

    /** The instant of microseconds since 1970. */
    public Instant at(long micros) {
        int slot = (int) (micros * 0x9E3779B97F4A7C15L >>> (Long.SIZE - BITS));
        Instant there = known[slot];
        if (there == null || Micros.of(there) != micros) {
            there = Micros.instant(micros);
            known[slot] = there;
        }
        return there;
    }
}
