package illumiomonitor.engine.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When people are told of an alert: on opening, when its severity rises, and once after each
 * cooldown while it is seen.
 *
 * <p>Under a rule with a refractory time, of a subject of which people were told by an alert that
 * is open or was seen within it, only more than they were ever told: see {@link Told}. A rise in
 * severity is told all the same.
 *
 * <p>The cooldown is the subject's: an alert that opens within it of what was told of the subject's
 * last one waits until it is over, unless it is more severe. An older tick that is judged late
 * tells of an alert that nobody knew of, and repeats nothing.
 */
final class Telling {

    private Telling() {}

    static Optional<Cause> about(Episode episode, StoredFinding finding, Timeline timeline) {
        if (!finding.held().isEmpty() || episode.closedByHand()) {
            return Optional.empty();
        }
        boolean newest = finding.tick().equals(episode.lastTick());
        if (newest && episode.toldLess(finding.severity())) {
            return Optional.of(episode.notifications() == 0 ? Cause.OPENED : Cause.ROSE);
        }
        if (episode.acknowledged() || !cooledDown(episode, finding.tick())) {
            return Optional.empty();
        }
        Told before = timeline.told(finding.tick()).orElse(null);
        if (before != null && !before.beatenBy(finding.measure())) {
            return Optional.empty();
        }
        if (episode.notifications() == 0) {
            return timeline.toldAgainWithin(cooldown(episode), finding.tick())
                    ? Optional.empty()
                    : Optional.of(before == null ? Cause.OPENED : Cause.RECORD);
        }
        return newest && episode.state() == AlertState.OPEN
                ? Optional.of(before == null ? Cause.SEEN_AGAIN : Cause.RECORD)
                : Optional.empty();
    }

    /** Why nobody is told, when {@link #about} says so. */
    static Silence silence(Episode episode, StoredFinding finding, Timeline timeline) {
        if (!finding.held().isEmpty()) {
            return new Silence(finding.held(), null);
        }
        if (episode.closedByHand()) {
            return new Silence("closed by hand", null);
        }
        if (episode.acknowledged()) {
            return new Silence("acknowledged", null);
        }
        Told before = timeline.told(finding.tick()).orElse(null);
        if (before != null && !before.beatenBy(finding.measure())) {
            return new Silence(before.reason(), before.until());
        }
        Instant told = episode.notifiedTick();
        return told == null
                ? new Silence("acknowledged", null)
                : new Silence("cooldown", told.plus(cooldown(episode)));
    }

    private static boolean cooledDown(Episode episode, Instant tick) {
        Instant told = episode.notifiedTick();
        return told == null || !tick.isBefore(told.plus(cooldown(episode)));
    }

    private static Duration cooldown(Episode episode) {
        return Duration.ofSeconds(episode.cooldownS());
    }
}
