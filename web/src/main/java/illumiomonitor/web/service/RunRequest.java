package illumiomonitor.web.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param from first tick of the past to judge, null for one cycle now
 * @param to last tick, inclusive; null together with {@code from}
 * @param dry judge what was just pulled, remember nothing
 * @param deliver whether the past notifies too
 */
public record RunRequest(
        @Nullable Instant from, @Nullable Instant to, boolean dry, boolean deliver) {

    /** One cycle of every PCE now. */
    public static RunRequest now() {
        return new RunRequest(null, null, false, false);
    }

    /** One cycle now that remembers and tells nothing. */
    public static RunRequest trial() {
        return new RunRequest(null, null, true, false);
    }
}
