package illumiomonitor.engine.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a finding tells nobody.
 *
 * @param reason {@code shadow}, {@code learning}, {@code exception: …}, {@code cooldown}, {@code
 *     refractory: …}, {@code acknowledged} or {@code closed by hand}
 * @param until first instant at which the reason is over, null when that is not known
 */
public record Silence(String reason, @Nullable Instant until) {

    public Silence {
        requireNonNull(reason, "reason");
    }
}
