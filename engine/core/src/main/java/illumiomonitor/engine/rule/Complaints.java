package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kie.api.builder.Message;

/**
 * Turns what the compiler says into errors at their place in the rule file. The compiler often
 * knows no line, or speaks of the Java text that it made of a rule.
 */
final class Complaints {

    private static final Pattern LEFT_PART =
            Pattern.compile("Unable to parse left part of expression: ([\\w$.]+).*");
    private static final Pattern EXPRESSION =
            Pattern.compile("Unable to Analyse Expression (.+?):?\\s*", Pattern.DOTALL);
    private static final Pattern NO_CLASS =
            Pattern.compile("Unable to find class:? '?([\\w.$]+)'?");
    private static final Pattern NO_METHOD = Pattern.compile("Method (\\w+) on class ([\\w.]+) .*");
    private static final Pattern JAVA_METHOD = Pattern.compile("The method (\\w+)\\(.*");
    private static final Pattern JAVA_NAME =
            Pattern.compile("([\\w$.]+) cannot be resolved.*|The local variable (\\w+) .*");
    private static final Pattern IN_CONSEQUENCE =
            Pattern.compile("(?s)Unable to parse consequence.*?\\(line (\\d+),col (\\d+)\\) (.*)");
    private static final Pattern PREDICATE =
            Pattern.compile("PredicateInformation\\(\"((?:[^\"\\\\]|\\\\.)*)\"\\)");
    private static final Pattern INDEXED = Pattern.compile("getPropertyIndex\\(\"(\\w+)\"\\)");
    private static final Pattern UNTYPED =
            Pattern.compile("(?s)The method (\\w+)\\(.*\\) is undefined for the type Object.*");
    private static final String ASK_LATER =
            "a condition does not know what a function has collected: ask for $1() in the"
                    + " consequence, or match it, as in Set( size > 5 ) from accumulate(...)";
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z_]+");
    private static final Pattern RULE_FUNCTION = Pattern.compile("function: '(\\w+)'.*");
    private static final Pattern UNKNOWN_PARAMETER =
            Pattern.compile("(?s)Unknown parameter in accumulate: ([\\w$]+).*");
    private static final Pattern INPUT = Pattern.compile("For input string: (\".*\").*");

    private final RuleText text;
    private final Place place;

    Complaints(RuleText text) {
        this.text = text;
        this.place = new Place(text.file(), text.text());
    }

    /** One error per fault, the first of a kind only. */
    List<RuleError> of(List<Message> messages) {
        Map<String, String> sources = new LinkedHashMap<>();
        List<Message> faults = new ArrayList<>();
        for (Message message : messages) {
            if (message.getText().startsWith("Java source of ")) {
                sources.put(message.getPath(), message.getText());
            } else {
                faults.add(message);
            }
        }
        List<RuleError> errors = new ArrayList<>();
        for (Message fault : faults) {
            String source = sources.get(fault.getPath());
            RuleError error = source == null ? plain(fault) : inJava(fault, source);
            if (!errors.contains(error)) {
                errors.add(error);
            }
        }
        return errors;
    }

    /** What the compiler threw instead of saying it. */
    RuleError of(Throwable thrown) {
        String said = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        Matcher input = INPUT.matcher(said);
        if (thrown instanceof NumberFormatException && input.matches()) {
            String word = input.group(1);
            return find(word, "a number is compared with " + word + ", which is none");
        }
        Matcher unknown = UNKNOWN_PARAMETER.matcher(said);
        if (unknown.matches()) {
            String word = unknown.group(1);
            return find(word, word + " is bound nowhere in what is accumulated");
        }
        String first = said.lines().findFirst().orElse(said);
        return new RuleError(text.file(), 0, 0, "", "the rule cannot be compiled: " + first);
    }

    private RuleError plain(Message message) {
        String said = message.getText().strip();
        Matcher inConsequence = IN_CONSEQUENCE.matcher(said);
        if (inConsequence.matches() && message.getLine() > 0) {
            return consequence(inConsequence);
        }
        Matcher left = LEFT_PART.matcher(said);
        if (left.matches()) {
            String expression = said.substring(said.indexOf(": ") + 2);
            return find(
                    expression,
                    left.group(1),
                    left.group(1) + " is no field of the fact it is asked of");
        }
        Matcher expression = EXPRESSION.matcher(said);
        if (expression.matches()) {
            String written = expression.group(1).strip();
            String word = lastWord(written);
            String hint =
                    CONSTANT.matcher(word).matches() ? ": say whose, as in Decision.BLOCKED" : "";
            return find(written, word, "\"" + written + "\" names something unknown" + hint);
        }
        Matcher noClass = NO_CLASS.matcher(said);
        if (noClass.matches()) {
            return find(noClass.group(1), "there is no fact or class called " + noClass.group(1));
        }
        Matcher noMethod = NO_METHOD.matcher(said);
        if (noMethod.matches()) {
            String type = noMethod.group(2);
            return find(
                    noMethod.group(1),
                    type.substring(type.lastIndexOf('.') + 1)
                            + " has no "
                            + noMethod.group(1)
                            + "(...) that takes these arguments");
        }
        Matcher function = RULE_FUNCTION.matcher(said);
        String word = function.find() ? function.group(1) : "";
        if (!word.isEmpty()) {
            return find(word, "there is no accumulate function called " + word);
        }
        String first = said.lines().findFirst().orElse(said);
        return new RuleError(text.file(), Math.max(0, message.getLine()), 0, "", first);
    }

    private RuleError consequence(Matcher said) {
        int row = Integer.parseInt(said.group(1));
        String what = said.group(3).lines().findFirst().orElse("").replaceFirst(", expected.*", "");
        for (Header header : text.headers()) {
            int then = place.word("then", place.line(header.line()));
            if (then >= 0) {
                int line = place.at(then, "", "").line() + row - 1;
                int end = place.line(line + 1);
                String written = text.text().substring(place.line(line), end).strip();
                return new RuleError(
                        text.file(),
                        line,
                        Integer.parseInt(said.group(2)),
                        written,
                        "the consequence is no Java here: " + what);
            }
        }
        return new RuleError(text.file(), 0, 0, "", what);
    }

    /** An error in the Java that was made of the rules. */
    private RuleError inJava(Message message, String source) {
        String said = message.getText().strip();
        Matcher predicate = PREDICATE.matcher(source);
        Matcher indexed = INDEXED.matcher(linesFrom(source, message.getLine()));
        if (predicate.find()) {
            String expression = predicate.group(1).replaceAll("\\\\(.)", "$1");
            return find(expression, wordOf(said), UNTYPED.matcher(said).replaceFirst(ASK_LATER));
        }
        if (said.contains("Indexed") && indexed.find()) {
            String field = indexed.group(1);
            return find(field, field + " is compared with something of another type");
        }
        return find(wordOf(said), said);
    }

    private static String linesFrom(String source, int line) {
        return source.lines().skip(Math.max(0, line)).limit(8).reduce("", (a, b) -> a + "\n" + b);
    }

    private static String wordOf(String said) {
        Matcher method = JAVA_METHOD.matcher(said);
        if (method.matches()) {
            return method.group(1);
        }
        Matcher name = JAVA_NAME.matcher(said);
        if (name.matches()) {
            return name.group(1) == null ? name.group(2) : name.group(1);
        }
        return "";
    }

    private static String lastWord(String expression) {
        Matcher words = Pattern.compile("[\\w$.]+").matcher(expression);
        String last = expression;
        while (words.find()) {
            last = words.group();
        }
        return last;
    }

    private RuleError find(String word, String message) {
        return find(null, word, message);
    }

    /** Looks for the expression after the first rule, then for the word in it. */
    private RuleError find(@Nullable String expression, String word, String message) {
        int start = text.headers().isEmpty() ? 0 : place.line(text.headers().get(0).line());
        int from = expression == null ? start : place.expression(expression, start);
        int at = word.isEmpty() ? from : place.word(word, from < 0 ? start : from);
        if (at < 0) {
            at = from >= start && expression != null ? from : place.word(word, 0);
        }
        return place.at(word.isEmpty() && expression == null ? -1 : at, word, message);
    }
}
