package illumiomonitor.web.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule waits for before it tells anything, or sees anything.
 *
 * @param learning a row per PCE of which it has not enough history, the one furthest off first
 * @param draft whether it reads draft decisions, which are not asked for
 */
public record RuleWait(String rule, List<Learning> learning, boolean draft) {

    /**
     * How far it is.
     *
     * @param until when it goes live if no gap comes, null while nothing was pulled
     * @param covered time of which its data is stored
     * @param missed time of which it is not, since the first pull
     * @param needed how much history it needs
     * @param findings that it told nobody
     */
    public record Learning(
            String pce,
            @Nullable Instant until,
            Duration covered,
            Duration missed,
            Duration needed,
            int findings) {

        /** Days covered, with one digit after the point; never rounded up to what is needed. */
        public double days() {
            return Math.floor(covered.toSeconds() / 86_400.0 * 10) / 10;
        }

        public double neededDays() {
            return needed.toSeconds() / 86_400.0;
        }
    }

    public RuleWait {
        learning = List.copyOf(learning);
    }
}
