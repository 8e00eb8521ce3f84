package illumiomonitor.engine.rule;

import static java.util.Objects.requireNonNull;

import illumiomonitor.spi.Severity;
import java.time.Duration;
import java.util.List;

/**
 * The header of a rule as it is in force.
 *
 * @param name e.g. {@code traffic/blocked-burst}
 * @param version hash of the text
 * @param file relative to the rules folder
 * @param window the stretch it sees, ending at the tick
 * @param cooldown no second notification for the same subject within it
 * @param quiet how long without a finding closes an alert
 * @param minHistory the store must cover it before the rule tells anybody
 * @param refractory so long after an alert its subject is told again only of more than before, zero
 *     when each cooldown is enough
 * @param mode {@code LIVE}, {@code SHADOW} or {@code OFF}
 * @param threshold met at or above
 * @param unit of the threshold
 * @param attack ATT&amp;CK ids
 * @param comment for the person who is woken up
 * @param settledOnly judged at settled and touched ticks only
 */
public record RuleInfo(
        String name,
        String version,
        String file,
        String title,
        Severity severity,
        Duration window,
        Duration cooldown,
        Duration quiet,
        Duration minHistory,
        Duration refractory,
        String mode,
        long threshold,
        String unit,
        List<String> attack,
        String comment,
        boolean settledOnly) {

    public RuleInfo {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(severity, "severity");
        requireNonNull(cooldown, "cooldown");
        requireNonNull(quiet, "quiet");
        requireNonNull(refractory, "refractory");
        attack = List.copyOf(attack);
    }
}
