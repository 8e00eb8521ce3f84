package illumiomonitor.engine.rule;

import illumiomonitor.spi.Severity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says about itself.
 *
 * @param line of the word {@code rule}
 * @param threshold default, null when the rule has none
 * @param groups whether it groups facts, which then are unknown to the match
 */
record Header(
        String name,
        int line,
        String title,
        Severity severity,
        Duration window,
        Duration cooldown,
        Duration quiet,
        Duration minHistory,
        Duration refractory,
        String mode,
        @Nullable Long threshold,
        String unit,
        List<String> attack,
        String comment,
        boolean settledOnly,
        boolean groups) {

    /** The header as it is in force under an operator's settings. */
    RuleInfo info(String version, String file, String modeInForce, @Nullable Long thresholdSet) {
        long limit = thresholdSet != null ? thresholdSet : threshold != null ? threshold : 1;
        return new RuleInfo(
                name,
                version,
                file,
                title,
                severity,
                window,
                cooldown,
                quiet,
                minHistory,
                refractory,
                modeInForce,
                limit,
                unit,
                attack,
                comment,
                settledOnly);
    }
}
