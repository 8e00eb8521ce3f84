package illumiomonitor.engine.legacy;

/** A rule cannot be carried over without becoming another, perhaps a wider one. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String key;

    Refused(String key, String why) {
        super(why, null, false, false);
        this.key = key;
    }

    String key() {
        return key;
    }
}
