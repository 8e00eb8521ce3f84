package illumiomonitor.engine.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When people are told of an alert: on opening, when its severity rises, and once after each
 * cooldown while it is seen.
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
        if (episode.notifications() == 0) {
            return timeline.toldAgainWithin(cooldown(episode), finding.tick())
                    ? Optional.empty()
                    : Optional.of(Cause.OPENED);
        }
        return newest && episode.state() == AlertState.OPEN
                ? Optional.of(Cause.SEEN_AGAIN)
                : Optional.empty();
    }

    /** Why nobody is told, when {@link #about} says so. */
    static Silence silence(Episode episode, StoredFinding finding) {
        if (!finding.held().isEmpty()) {
            return new Silence(finding.held(), null);
        }
        if (episode.closedByHand()) {
            return new Silence("closed by hand", null);
        }
        Instant told = episode.notifiedTick();
        return episode.acknowledged() || told == null
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
