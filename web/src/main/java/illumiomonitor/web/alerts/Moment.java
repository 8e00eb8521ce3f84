package illumiomonitor.web.alerts;

import illumiomonitor.engine.view.AlertDetail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the five times of an alert.
 *
 * @param name {@code happened}, {@code visible}, {@code pulled}, {@code judged} or {@code sent}
 * @param at null when it has not come, or is not known
 * @param after how long after the one before, null when that is not known
 */
public record Moment(String name, @Nullable Instant at, @Nullable Duration after) {

    static List<Moment> of(AlertDetail alert) {
        List<Moment> moments = new ArrayList<>();
        Instant last = null;
        last = add(moments, "happened", alert.happenedAt(), last);
        last = add(moments, "visible", alert.visibleAt(), last);
        last = add(moments, "pulled", alert.pulledAt(), last);
        last = add(moments, "judged", alert.judgedAt(), last);
        add(moments, "sent", alert.sentAt(), last);
        return moments;
    }

    private static @Nullable Instant add(
            List<Moment> moments, String name, @Nullable Instant at, @Nullable Instant last) {
        boolean later = at != null && last != null && !at.isBefore(last);
        moments.add(new Moment(name, at, later ? Duration.between(last, at) : null));
        return at == null ? last : at;
    }
}
