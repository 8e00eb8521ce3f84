package illumiomonitor.engine.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one alert.
 *
 * @param evidence newest tick first
 * @param deliveries oldest first; those of a digest that told of it are among them
 * @param actions what people did, oldest first
 */
public record AlertDetail(
        AlertRow alert,
        Times times,
        List<Evidence> evidence,
        List<Delivery> deliveries,
        List<Action> actions) {

    public AlertDetail {
        evidence = List.copyOf(evidence);
        deliveries = List.copyOf(deliveries);
        actions = List.copyOf(actions);
    }

    /**
     * How long it took from what happened to telling people: the times of the finding that opened
     * the alert.
     *
     * @param happenedAt the newest fact it matched
     * @param visibleAt when the PCE could show that fact, as far as is known
     * @param pulledAt when it was pulled
     * @param judgedAt when the rule first found it
     * @param sentAt when the first channel took it, null before
     */
    public record Times(
            Instant happenedAt,
            Instant visibleAt,
            Instant pulledAt,
            Instant judgedAt,
            @Nullable Instant sentAt) {}

    /** One thing the alert rests on; the ids are null for other kinds. */
    public record Evidence(
            Instant tick,
            String kind,
            @Nullable Long flowId,
            @Nullable Long eventId,
            String name,
            String value) {}

    /** One message to one channel. */
    public record Delivery(
            long deliveryId,
            String channel,
            int notification,
            String kind,
            String state,
            int attempts,
            Instant nextAt,
            String lastError,
            String answer,
            Instant createdAt,
            @Nullable Instant sentAt) {}

    /** What a person did, or {@code MERGED} with the other alert's id as note. */
    public record Action(Instant at, String who, String action, String note) {}
}
