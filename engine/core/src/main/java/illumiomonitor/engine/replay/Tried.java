package illumiomonitor.engine.replay;

import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.Measure;
import java.time.Instant;

/** A finding of a replay, without its proofs. */
record Tried(Key key, String summary, Measure measure, String held) {

    /** What makes two findings the same one. */
    record Key(String pce, String rule, String subject, Instant tick) {}

    static Tried of(String pce, Instant tick, Found found, String held) {
        return new Tried(
                new Key(pce, found.rule(), found.subject(), tick),
                found.summary(),
                found.measure(),
                held);
    }
}
