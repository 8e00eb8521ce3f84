package illumiomonitor.lab.time;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The PCE's idea of the time: another clock plus a skew that may be changed. Thread-safe. */
public final class PceClock extends Clock {

    private final Clock host;
    private volatile Duration skew = Duration.ZERO;

    public PceClock(Clock host) {
        this.host = requireNonNull(host, "host");
    }

    /** Makes the PCE's clock run ahead of its host's, or behind when negative. */
    public void skew(Duration ahead) {
        skew = requireNonNull(ahead, "ahead");
    }

    @Override
    public Instant instant() {
        return host.instant().plus(skew);
    }

    @Override
    public ZoneId getZone() {
        return host.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        PceClock other = new PceClock(host.withZone(zone));
        other.skew(skew);
        return other;
    }
}
