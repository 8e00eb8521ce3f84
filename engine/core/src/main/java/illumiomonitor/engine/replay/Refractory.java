package illumiomonitor.engine.replay;

import illumiomonitor.engine.rule.Measure;
import java.time.Duration;
import java.time.Instant;

/** What people would have been told of one subject, so that afterwards only more would be told. */
final class Refractory {

    private final Duration length;
    private Measure most = Measure.NONE;
    private boolean toldOfThis;
    private Instant toldSeen = Instant.MIN;

    /**
     * @param length so long after an alert only more is told, zero when anything is
     */
    Refractory(Duration length) {
        this.length = length;
    }

    /** Whether a finding would be told; one that opens an alert ends the one before. */
    boolean lets(Tried finding, boolean opens) {
        if (opens) {
            toldOfThis = false;
        }
        boolean within = toldOfThis || finding.key().tick().minus(length).isBefore(toldSeen);
        if (!within) {
            most = Measure.NONE;
        }
        return length.isZero() || !within || finding.measure().exceeds(most);
    }

    void told(Tried finding) {
        most = most.and(finding.measure());
        toldOfThis = true;
    }

    void seen(Instant tick) {
        if (toldOfThis) {
            toldSeen = tick;
        }
    }
}
