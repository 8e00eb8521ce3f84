package illumiomonitor.engine.rule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a rule is that does not have enough history yet.
 *
 * @param until when it goes live if no gap comes, null while nothing was pulled
 * @param covered time of which its data is stored, gaps left out
 * @param missed time since the first pull of which it is not, so that learning paused
 * @param needed its {@code @minHistory}
 * @param findings that it told nobody because it is learning, those among them that exceptions
 *     spare
 */
public record Learning(
        String rule,
        @Nullable Instant until,
        Duration covered,
        Duration missed,
        Duration needed,
        int findings) {

    /** Why a learning rule's findings tell nobody, as findings and alerts keep it. */
    public static final String HELD = "learning";
}
