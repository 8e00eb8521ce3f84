package illumiomonitor.lab.traffic;

import java.time.Duration;

/** How a PCE makes rows of connections; a test may change it at any time. Thread-safe. */
public final class RowStyle {

    /** What a row's counters count. */
    public enum Counters {
        /** The whole UTC day so far, whatever window is asked. */
        BUCKET,
        /** The window that is asked. */
        CLIPPED
    }

    /** What a bucket row says as {@code first_detected}. */
    public enum FirstDetected {
        MIDNIGHT,
        /** The first connection known so far: a late report may move it earlier. */
        EXACT
    }

    private volatile Counters counters = Counters.BUCKET;
    private volatile FirstDetected firstDetected = FirstDetected.MIDNIGHT;
    private volatile Knowledge knowledge = Knowledge.OF_ITS_TIME;
    private volatile boolean splitStates = true;
    private volatile boolean equalRows;
    private volatile boolean sparse;
    private volatile boolean extraKeys;
    private volatile Duration part = Duration.ofDays(1);

    public RowStyle counters(Counters what) {
        counters = what;
        return this;
    }

    public RowStyle firstDetected(FirstDetected what) {
        firstDetected = what;
        return this;
    }

    /** As of when queries are answered. */
    public RowStyle knowledge(Knowledge what) {
        knowledge = what;
        return this;
    }

    /** Whether states have rows of their own; else a row shows its newest report's state. */
    public RowStyle splitStates(boolean split) {
        splitStates = split;
        return this;
    }

    /**
     * Whether each row of two or more connections comes as two rows that differ in counters only.
     */
    public RowStyle equalRows(boolean twice) {
        equalRows = twice;
        return this;
    }

    /** Whether labels show their href alone and optional fields are missing. */
    public RowStyle sparse(boolean is) {
        sparse = is;
        return this;
    }

    /** Whether rows carry keys that nobody has heard of. */
    public RowStyle extraKeys(boolean are) {
        extraKeys = are;
        return this;
    }

    /**
     * Cuts a day's bucket into parts of this length: rows that differ in first_detected alone.
     *
     * @param length of which a day is a multiple
     */
    public RowStyle part(Duration length) {
        part = length;
        return this;
    }

    public Counters counters() {
        return counters;
    }

    public FirstDetected firstDetected() {
        return firstDetected;
    }

    public Knowledge knowledge() {
        return knowledge;
    }

    public boolean splitStates() {
        return splitStates;
    }

    public boolean equalRows() {
        return equalRows;
    }

    public boolean sparse() {
        return sparse;
    }

    public boolean extraKeys() {
        return extraKeys;
    }

    public Duration part() {
        return part;
    }
}
