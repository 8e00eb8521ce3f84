package illumiomonitor.engine.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What became of a judgement.
 *
 * @param findings that were remembered
 * @param held of them, how many tell nobody
 * @param withdrawn findings of an earlier judging that were not found again
 * @param opened alerts that are new
 * @param closed alerts that went quiet
 * @param notifications whom to tell what, in the order of the rules
 * @param graduated rules whose first tick after learning this is
 */
public record Recorded(
        int pceId,
        String pce,
        Instant tick,
        int findings,
        int held,
        int withdrawn,
        int opened,
        int closed,
        List<Notification> notifications,
        Set<String> graduated) {

    public Recorded {
        requireNonNull(pce, "pce");
        requireNonNull(tick, "tick");
        notifications = List.copyOf(notifications);
        graduated = Set.copyOf(graduated);
    }
}
