package illumiomonitor.engine.view;

import java.time.Instant;

/**
 * That somebody let a rule judge live though it fails a case.
 *
 * @param failing name of the case, {@code ?} when its cases could not be tried
 * @param who said so
 * @param reason as it is kept, the case before it
 * @param since when
 */
public record RuleOverride(String rule, String failing, String who, String reason, Instant since) {

    /** The person's own words. */
    public String why() {
        String before = "override, case \"" + failing + "\" fails: ";
        return reason.startsWith(before) ? reason.substring(before.length()) : reason;
    }
}
