package illumiomonitor.engine.replay;

import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.Measure;
import java.time.Instant;

/**
 * A finding of a replay, or a live one, without its proofs.
 *
 * @param version of the rule's text that found it
 * @param pulledAt when the newest matched fact was pulled
 */
record Tried(
        Key key, String summary, Measure measure, String held, String version, Instant pulledAt) {

    /** What makes two findings the same one. */
    record Key(String pce, String rule, String subject, Instant tick) {}

    static Tried of(String pce, Instant tick, Found found, String held) {
        return new Tried(
                new Key(pce, found.rule(), found.subject(), tick),
                found.summary(),
                found.measure(),
                held,
                found.ruleVersion(),
                found.pulledAt());
    }
}
