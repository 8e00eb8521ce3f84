package illumiomonitor.web.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an alert.
 *
 * @param attack ATT&amp;CK ids with their successors, empty when its rule names none
 * @param exceptionId of the exception that spared its newest finding, empty when none did
 * @param refractory what it takes until people are told again, null when each cooldown is enough
 */
public record AlertDetail(
        AlertRow alert,
        AlertTimes times,
        String attack,
        String exceptionId,
        @Nullable Refractory refractory,
        List<EvidenceRow> evidence,
        List<DeliveryRow> deliveries,
        List<ActionRow> actions) {

    /**
     * People were told of as much, so that only more is told.
     *
     * @param aboveZ a larger z is told, null when the rule has no baseline
     * @param fromValue so much is told, in the threshold's unit, null when not known
     * @param until when anything is told again, null while an alert of the subject is open
     */
    public record Refractory(
            @Nullable Double aboveZ, @Nullable Double fromValue, @Nullable Instant until) {}
}
