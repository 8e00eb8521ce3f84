package illumiomonitor.engine.pce;

/** One row cannot be taken for what it should be. The message goes after "row 17". */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String what) {
        super(what);
    }
}
