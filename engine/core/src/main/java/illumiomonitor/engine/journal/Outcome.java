package illumiomonitor.engine.journal;

/** How a piece of work ended. The order is from best to worst. */
public enum Outcome {
    OK,
    /** Some of it is missing, and it is known what. */
    PARTIAL,
    FAILED;

    /** The worse of two. */
    public Outcome and(Outcome other) {
        return ordinal() >= other.ordinal() ? this : other;
    }
}
