package illumiomonitor.engine.alert;

/** Makes a text fit its column. */
final class Clip {

    private Clip() {}

    static String to(int length, String text) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** Two long names that begin alike stay two. */
    static String name(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        String tail = "~" + Integer.toHexString(text.hashCode());
        return text.substring(0, length - tail.length()) + tail;
    }
}
