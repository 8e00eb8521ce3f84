package illumiomonitor.engine.form;

import illumiomonitor.engine.rule.guard.Regexes;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of a text: the whole of it as written, or a pattern for the whole of it between slashes.
 *
 * @param left field of the fact
 * @param rule what a plain value must look like
 */
record Texts(String left, Rule rule) implements Values {

    /** What a plain value must look like. */
    record Rule(Pattern shape, String fault, UnaryOperator<String> canonical) {}

    static final Rule ANY =
            new Rule(Pattern.compile("(?s).{1,500}"), "text", UnaryOperator.identity());
    static final Rule WORD =
            new Rule(Pattern.compile("[a-zA-Z_]{1,40}"), "word", UnaryOperator.identity());
    static final Rule EVENT_TYPE =
            new Rule(
                    Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+"),
                    "event-type",
                    UnaryOperator.identity());
    static final Rule TRANSMISSION =
            new Rule(
                    Pattern.compile("unicast|broadcast|multicast"),
                    "transmission",
                    typed -> typed.toLowerCase(java.util.Locale.ROOT));

    private static final String MATCHES = " matches ";

    @Override
    public @Nullable String canonical(String typed) {
        if (typed.length() > 2 && typed.startsWith("/") && typed.endsWith("/")) {
            return compiles(typed.substring(1, typed.length() - 1)) ? typed : null;
        }
        String plain = rule.canonical.apply(typed);
        return rule.shape.matcher(plain).matches() ? plain : null;
    }

    @Override
    public String fault() {
        return rule.fault;
    }

    @Override
    public List<Atom> atoms(String value) {
        return List.of(
                isPattern(value)
                        ? Atom.compound(
                                left
                                        + MATCHES
                                        + Literal.quoted(value.substring(1, value.length() - 1)))
                        : Atom.equal(left, Literal.quoted(value)));
    }

    @Override
    public @Nullable String read(String atom) {
        if (atom.startsWith(left + MATCHES)) {
            String pattern = Literal.unquoted(atom.substring((left + MATCHES).length()));
            return pattern == null ? null : "/" + pattern + "/";
        }
        return atom.startsWith(left + " == ")
                ? Literal.unquoted(atom.substring(left.length() + 4))
                : null;
    }

    static boolean isPattern(String value) {
        return value.length() > 2 && value.startsWith("/") && value.endsWith("/");
    }

    static boolean compiles(String pattern) {
        return !pattern.isEmpty() && Regexes.complaint(pattern).isEmpty();
    }
}
