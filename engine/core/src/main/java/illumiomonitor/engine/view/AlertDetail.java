package illumiomonitor.engine.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about an alert.
 *
 * @param happenedAt time of the newest matched fact
 * @param visibleAt when the PCE could show it
 * @param pulledAt when its pull was committed
 * @param judgedAt when the rule said so
 * @param sentAt when the first channel took it
 * @param evidence newest tick first, cut at {@link AlertViews#EVIDENCE_LIMIT}
 */
public record AlertDetail(
        AlertLine line,
        String ruleVersion,
        int episode,
        @Nullable Instant closedAt,
        int notifications,
        Duration cooldown,
        Duration quiet,
        @Nullable Instant happenedAt,
        @Nullable Instant visibleAt,
        @Nullable Instant pulledAt,
        @Nullable Instant judgedAt,
        @Nullable Instant sentAt,
        List<Evidence> evidence,
        List<Delivery> deliveries,
        List<Action> actions) {

    /**
     * One thing the alert rests on.
     *
     * @param kind {@code FLOW}, {@code EVENT}, {@code NUMBER} or {@code NOTE}
     */
    public record Evidence(
            Instant tick,
            String kind,
            @Nullable Long flowId,
            @Nullable Long eventId,
            String name,
            String value) {}

    /**
     * One message to one channel.
     *
     * @param state {@code PENDING}, {@code SENT} or {@code DEAD}
     * @param answer what the receiver said, empty when nothing
     */
    public record Delivery(
            long id,
            String channel,
            String kind,
            int notification,
            String state,
            int attempts,
            String lastError,
            String answer,
            Instant createdAt,
            Instant nextAt,
            @Nullable Instant sentAt) {}

    /** What a person did to it. */
    public record Action(Instant at, String who, String action, String note) {}
}
