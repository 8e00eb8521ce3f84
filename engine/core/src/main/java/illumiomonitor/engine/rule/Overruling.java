package illumiomonitor.engine.rule;

/**
 * That somebody let a text go live though it fails a case.
 *
 * @param failing the case, {@code ?} when its cases could not be tried, empty when there is no
 *     override
 * @param cases version of the cases that it was said of
 */
record Overruling(String failing, String cases) {

    static final Overruling NONE = new Overruling("", "");

    boolean isThere() {
        return !failing.isEmpty();
    }
}
