package illumiomonitor.engine.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about an alert. The five times tell how long it took from what happened to
 * telling people: they are those of the finding that opened it, not of the newest.
 *
 * @param refractory what it takes until people are told again, null when each cooldown is enough or
 *     nothing was told
 * @param attack ATT&amp;CK ids of the rule's text that judged, with their successors; empty when it
 *     names none
 * @param exceptionId of the exception that spared its newest finding, empty when none did
 * @param notes the comment of that text, for whoever is woken up
 * @param happenedAt time of the newest fact which that finding matched
 * @param visibleAt when the PCE could show that fact, as far as is known
 * @param pulledAt when its pull was committed
 * @param judgedAt when the rule first found it
 * @param sentAt when the first channel took it, null before
 * @param evidence newest tick first
 * @param deliveries newest first; those of a digest that told of it are among them
 * @param actions what people did, newest first
 */
public record AlertDetail(
        AlertLine line,
        Duration cooldown,
        Duration quiet,
        @Nullable Refractory refractory,
        String attack,
        String exceptionId,
        List<RuleText.Note> notes,
        @Nullable Instant happenedAt,
        @Nullable Instant visibleAt,
        @Nullable Instant pulledAt,
        @Nullable Instant judgedAt,
        @Nullable Instant sentAt,
        List<Evidence> evidence,
        List<Delivery> deliveries,
        List<Action> actions) {

    /**
     * People were told of as much, so that only more is told.
     *
     * @param length so long after an alert its subject's record counts
     * @param value most that was told in the threshold's unit, null when not known
     * @param nextValue from which on it is told again, null when not known
     * @param z largest that was told, null when the rule has no baseline
     * @param until when the record no longer counts, null while an alert of the subject is open
     */
    public record Refractory(
            Duration length,
            @Nullable Double value,
            @Nullable Double nextValue,
            @Nullable Double z,
            @Nullable Instant until) {}

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

    /** What a person did to it, or {@code MERGED} with the other alert's id as note. */
    public record Action(Instant at, String who, String action, String note) {}
}
