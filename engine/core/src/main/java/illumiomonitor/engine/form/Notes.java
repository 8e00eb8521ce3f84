package illumiomonitor.engine.form;

/**
 * What the person who is woken up reads besides the numbers. An empty one asks to be written.
 *
 * @param means what it means
 * @param quiet when it is a false alarm
 * @param then what to do first
 */
public record Notes(String means, String quiet, String then) {

    public static final Notes NONE = new Notes("", "", "");

    public Notes {
        means = Literal.comment(means);
        quiet = Literal.comment(quiet);
        then = Literal.comment(then);
    }
}
