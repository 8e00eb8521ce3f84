package illumiomonitor.engine.alert;

/** Texts in which {@code *} stands for anything, also for nothing. */
final class Glob {

    private Glob() {}

    /**
     * Whether a text is what is written. Only the newest star is ever widened, so that the names of
     * hosts, which strangers choose, cost no more than the product of both lengths.
     */
    static boolean fits(String written, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int widened = 0;
        while (in < text.length()) {
            if (at < written.length() && written.charAt(at) == '*') {
                star = at++;
                widened = in;
            } else if (at < written.length() && written.charAt(at) == text.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++widened;
            } else {
                return false;
            }
        }
        while (at < written.length() && written.charAt(at) == '*') {
            at++;
        }
        return at == written.length();
    }
}
