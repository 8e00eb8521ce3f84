package illumiomonitor.engine.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of alerts, newest first.
 *
 * @param next where the next page begins, null when this is the last
 * @param searchedBackTo set when the search was stopped by its time limit: nothing older was looked
 *     at
 */
public record AlertPage(
        List<AlertLine> alerts, @Nullable AlertCursor next, @Nullable Instant searchedBackTo) {}
