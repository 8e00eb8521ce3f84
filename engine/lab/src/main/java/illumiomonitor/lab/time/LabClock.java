package illumiomonitor.lab.time;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is set. Thread-safe. */
public final class LabClock extends Clock {

    private volatile Instant now;

    public LabClock(Instant now) {
        this.now = requireNonNull(now, "now");
    }

    /** A clock that shows an ISO instant such as {@code 2026-07-01T08:00:00Z}. */
    public static LabClock at(String instant) {
        return new LabClock(Instant.parse(instant));
    }

    public void set(Instant instant) {
        now = requireNonNull(instant, "instant");
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the lab's clock is always UTC");
    }
}
