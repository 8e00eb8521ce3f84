package illumiomonitor.engine.replay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding of a replay, or one that the replay misses.
 *
 * @param value what was compared with the threshold, null when unknown
 * @param held why it would tell nobody, empty when it would
 * @param mark how it stands to what was found live
 * @param why sentences that say what is known of why it is not as it was live; empty when nothing
 *     is
 * @param before whether the version before finds it too; null when there is none to compare with
 */
public record ReplayedFinding(
        String pce,
        String rule,
        Instant tick,
        String subject,
        String summary,
        @Nullable Double value,
        String held,
        Mark mark,
        List<String> why,
        @Nullable Boolean before) {

    public ReplayedFinding {
        why = List.copyOf(why);
    }

    /** How a finding stands to what was found live. */
    public enum Mark {
        /** Found live and by the replay. */
        SAME,
        /** Found by the replay only. */
        ADDED,
        /** Found live only. */
        MISSING,
        /** Found by the replay at a tick that was never judged live. */
        UNJUDGED,
        /** Found by the version before only. */
        BEFORE
    }
}
