package illumiomonitor.engine.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay says of one rule.
 *
 * @param versionBefore what its text is compared with, null when there is none
 * @param findings of the replay
 * @param subjects distinct ones
 * @param alerts that would have been opened
 * @param messages that would have been told: on opening and after each cooldown, held ones left
 *     out, and what is no more than was told within the rule's refractory time
 * @param same found live too
 * @param added not found live, at ticks that were judged
 * @param missing found live and not by the replay
 * @param addedSinceBefore not found by the version before
 * @param goneSinceBefore found by the version before only
 * @param timeline findings of the replay in each of {@value #PARTS} equal parts of the stretch
 * @param cut whether there are more subjects than a replay keeps apart; subjects, alerts and
 *     messages are then of the first of them
 * @param error why it gave no answer at a tick, empty when it always did
 */
public record ReplayedRule(
        String rule,
        String version,
        @Nullable String versionBefore,
        long findings,
        long subjects,
        long alerts,
        long messages,
        long same,
        long added,
        long missing,
        long addedSinceBefore,
        long goneSinceBefore,
        List<Long> timeline,
        boolean cut,
        String error) {

    /** So many parts a timeline has. */
    public static final int PARTS = 48;

    public ReplayedRule {
        timeline = List.copyOf(timeline);
    }
}
