package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A workload that usually talks and of which no flow was stored lately. Only while the traffic
 * source is healthy, brings flows of others and has no gap since; at least one whole hour.
 *
 * <p>Source: hourly sums of the stored flows.
 *
 * @param pce name of the PCE
 * @param endpoint its newest version
 * @param since end of its newest activity
 * @param lasted from then to the tick, whole hours left out in which nobody at all was heard of
 * @param expected [connections] that its usual rate, hour of the week by hour of the week, gives
 *     for the silence
 * @param probability [0 to 1] that so long a silence is chance, {@code exp(-expected)}
 * @param samples [hours] that the usual rate rests on
 */
public record Silence(
        String pce,
        Endpoint endpoint,
        Instant since,
        Duration lasted,
        double expected,
        double probability,
        int samples) {

    public Silence {
        requireNonNull(pce, "pce");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(since, "since");
        requireNonNull(lasted, "lasted");
    }

    /** Its address. */
    public String ip() {
        return endpoint.ip();
    }
}
