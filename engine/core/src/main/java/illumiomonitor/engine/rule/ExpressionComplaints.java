package illumiomonitor.engine.rule;

import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with an expression in a condition, of what the compiler says. */
final class ExpressionComplaints {

    private static final Pattern EXPRESSION =
            Pattern.compile("Unable to Analyse Expression (.+?):?\\s*", Pattern.DOTALL);
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z_]+");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
    private static final Pattern ARGUMENT = Pattern.compile("[(,]\\s*([A-Za-z_]\\w*)\\s*(?=[),])");
    private static final Pattern NO_PREDICATE =
            Pattern.compile("(?s)Predicate '(.+)' must be a Boolean expression.*");
    private static final Pattern NAME = Pattern.compile("(?<![\\w$])\\$\\w+");
    private static final Pattern NAME_BOUND = Pattern.compile("(?<![\\w$])(\\$\\w+)\\s*:");

    private final RuleText text;
    private final Locator locator;

    ExpressionComplaints(RuleText text, Locator locator) {
        this.text = text;
        this.locator = locator;
    }

    /** One that is a condition and no comparison; empty when something else is said. */
    Optional<RuleError> noComparison(String said) {
        Matcher predicate = NO_PREDICATE.matcher(said);
        return predicate.matches()
                ? Optional.of(comparesNothing(predicate.group(1)))
                : Optional.empty();
    }

    /** One that names what there is not; empty when something else is said. */
    Optional<RuleError> unknownName(String said) {
        Matcher expression = EXPRESSION.matcher(said);
        return expression.matches()
                ? Optional.of(unknown(asWritten(expression.group(1).strip())))
                : Optional.empty();
    }

    private RuleError comparesNothing(String written) {
        return locator.find(
                written,
                lastWord(written),
                "\""
                        + written
                        + "\" compares nothing: "
                        + (written.matches("\\d{3}")
                                ? "a number is written in digits alone, without commas"
                                : "it is neither true nor false"));
    }

    private RuleError unknown(String written) {
        Matcher argument = ARGUMENT.matcher(QUOTED.matcher(written).replaceAll("\"\""));
        if (argument.find() && !Lexicon.isField(argument.group(1))) {
            String bare = argument.group(1);
            return locator.find(
                    written,
                    bare,
                    bare + " is not known here: a text stands in quotes, \"" + bare + "\"");
        }
        Optional<String> name = unbound(written);
        if (name.isPresent()) {
            String guess = Spelling.guess(name.get(), boundNames());
            return locator.find(
                    written,
                    name.get(),
                    name.get() + " is bound nowhere before this condition" + guess);
        }
        String word = lastWord(written);
        String hint = CONSTANT.matcher(word).matches() ? ": say whose, as in Decision.BLOCKED" : "";
        return locator.find(written, word, "\"" + written + "\" names something unknown" + hint);
    }

    /** The first of the author's own names in an expression that nothing is bound to. */
    private Optional<String> unbound(String written) {
        Set<String> bound = boundNames();
        return NAME.matcher(QUOTED.matcher(written).replaceAll("\"\""))
                .results()
                .map(MatchResult::group)
                .filter(name -> !bound.contains(name))
                .findFirst();
    }

    private Set<String> boundNames() {
        return NAME_BOUND
                .matcher(QUOTED.matcher(text.text()).replaceAll("\"\""))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** As people write it: the compiler begins with its own variable and asks fields as methods. */
    private static String asWritten(String expression) {
        return expression.replace("_this.", "").replaceAll("\\b(\\w+)\\(\\)", "$1");
    }

    private static String lastWord(String expression) {
        Matcher words = Pattern.compile("[\\w$.]+").matcher(expression);
        String last = expression;
        while (words.find()) {
            last = words.group();
        }
        return last;
    }
}
