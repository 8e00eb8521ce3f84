package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.kie.api.builder.Message;

/**
 * Turns what the compiler says into errors at their place in the rule file. The compiler often
 * knows no line, or speaks of the Java text that it made of a rule.
 */
final class Complaints {

    private static final Pattern LEFT_PART =
            Pattern.compile("Unable to parse left part of expression: ([\\w$.]+).*");
    private static final Pattern NO_CLASS =
            Pattern.compile("Unable to find class:? '?([\\w.$]+)'?");
    private static final Pattern NO_METHOD = Pattern.compile("Method (\\w+) on class ([\\w.]+) .*");
    private static final Pattern PREDICATE =
            Pattern.compile("PredicateInformation\\(\"((?:[^\"\\\\]|\\\\.)*+)\"\\)");
    private static final Pattern INDEXED = Pattern.compile("getPropertyIndex\\(\"(\\w+)\"\\)");
    private static final Pattern UNTYPED =
            Pattern.compile("(?s)The method (\\w+)\\(.*\\) is undefined for the type Object.*");
    private static final String ASK_LATER =
            "a condition does not know what a function has collected: ask for $1() in the"
                    + " consequence, or match it, as in Set( size > 5 ) from accumulate(...)";
    private static final Pattern RULE_FUNCTION = Pattern.compile("function: '(\\w+)'.*");
    private static final Pattern UNKNOWN_PARAMETER =
            Pattern.compile("(?s)Unknown parameter in accumulate: ([\\w$]+).*");
    private static final Pattern INPUT = Pattern.compile("For input string: \"(.*)\".*");
    private static final Pattern NO_FIELD =
            Pattern.compile(".*Unknown field (\\w+) on class ([\\w.]+).*");
    private static final Pattern COERCED =
            Pattern.compile(".*Cannot coerce String (.+) to (\\w+)!.*");
    private static final Pattern ESCAPE =
            Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\[btnfrsu0-7\"'\\\\])*+(\\\\.)");

    private static final Pattern BOUND = Pattern.compile("\\$\\w+\\s*:\\s*([\\w$.]+)");
    private static final Pattern WITH_NULL = Pattern.compile("\\b(\\w+)\\s*[!=]=\\s*null\\b");

    private final RuleText text;
    private final Place place;
    private final Locator locator;
    private final ExpressionComplaints expressions;
    private final ConsequenceComplaints consequences;

    Complaints(RuleText text) {
        this.text = text;
        this.place = new Place(text.file(), text.text());
        this.locator = new Locator(text, place);
        this.expressions = new ExpressionComplaints(text, locator);
        this.consequences = new ConsequenceComplaints(text, place, locator);
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
        List<RuleError> placed =
                errors.stream()
                        .filter(error -> error.line() > 0 && !follows(error, errors))
                        .toList();
        // What has no place follows from what has one.
        return placed.isEmpty() ? errors : placed;
    }

    /** A method takes no argument that is not known. */
    private static boolean follows(RuleError error, List<RuleError> errors) {
        return error.message().endsWith("that takes these arguments")
                && errors.stream()
                        .anyMatch(
                                other ->
                                        other.line() == error.line()
                                                && other.message()
                                                        .contains("is not known here: a text"));
    }

    /** What the compiler threw instead of saying it. */
    RuleError of(Throwable thrown) {
        String said = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        Matcher input = INPUT.matcher(said);
        if (thrown instanceof NumberFormatException && input.matches()) {
            return noNumber(input.group(1));
        }
        if (said.startsWith("Lexical error")) {
            Matcher escape = ESCAPE.matcher(text.text());
            if (escape.find()) {
                String word = escape.group(1);
                return place.at(
                        escape.start(1), word, "in a text a backslash is written twice: \\" + word);
            }
        }
        Matcher noClass = NO_CLASS.matcher(said);
        if (noClass.find()) {
            return noClass(noClass.group(1));
        }
        Matcher unknown = UNKNOWN_PARAMETER.matcher(said);
        if (unknown.matches()) {
            return unbound(unknown.group(1));
        }
        Optional<RuleError> pattern = badPattern(thrown);
        if (pattern.isPresent()) {
            return pattern.get();
        }
        String first = said.lines().findFirst().orElse(said);
        return new RuleError(text.file(), 0, 0, "", "the rule cannot be compiled: " + first);
    }

    /** The text that a {@code matches} in a condition cannot read, if that is what was thrown. */
    Optional<RuleError> badPattern(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof PatternSyntaxException pattern) {
                String word = '"' + pattern.getPattern() + '"';
                return Optional.of(
                        locator.find(word, word + " is no pattern: " + pattern.getDescription()));
            }
        }
        return Optional.empty();
    }

    /** A name that nothing is bound to, or a field that there is not. */
    private RuleError unbound(String word) {
        Matcher bound =
                Pattern.compile("(?<![\\w$])" + Pattern.quote(word) + "\\s*:\\s*([A-Za-z_]\\w*)")
                        .matcher(text.text());
        while (bound.find()) {
            Set<String> fields = Lexicon.fields(place.fact(bound.start()));
            if (!fields.isEmpty() && !fields.contains(bound.group(1))) {
                return noField(place.at(bound.start(1), bound.group(1), ""));
            }
        }
        return locator.find(word, word + " is bound nowhere in what is accumulated");
    }

    private RuleError noField(RuleError found) {
        String fact = place.fact(place.offset(found));
        Set<String> fields = Lexicon.fields(fact);
        return fields.isEmpty()
                ? found
                : new RuleError(
                        found.file(),
                        found.line(),
                        found.column(),
                        found.word(),
                        fact
                                + " has no field "
                                + found.word()
                                + Spelling.nearest(found.word(), fields)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse(": ./monitor rules reference " + fact));
    }

    private RuleError noNumber(String word) {
        String quoted = '"' + word + '"';
        if (place.word(quoted, 0) < 0 && word.matches("\\d+[A-Za-z]")) {
            return locator.find(
                    word,
                    "a whole number is written in digits alone: "
                            + word.substring(0, word.length() - 1));
        }
        return locator.find(quoted, "a number is compared with " + quoted + ", which is none");
    }

    private RuleError noClass(String name) {
        String hint =
                List.of("List", "Set", "Map", "Collection").contains(name)
                        ? ": write import java.util." + name
                        : Lexicon.fields(name).isEmpty()
                                ? ""
                                : ": write import illumiomonitor.spi.*";
        return locator.find(name, "there is no fact or class called " + name + hint);
    }

    /** Drools names the types and no place. */
    private RuleError withNull(String said) {
        Matcher compared = WITH_NULL.matcher(text.text());
        while (compared.find()) {
            String field = compared.group(1);
            if (Lexicon.isNumber(field)) {
                return place.at(
                        compared.start(1),
                        field,
                        field + " is never null: compare it with a value, or leave this out");
            }
        }
        return new RuleError(text.file(), 0, 0, "", said);
    }

    private RuleError plain(Message message) {
        String said = message.getText().strip();
        Optional<RuleError> inConsequence = consequences.of(said, message.getLine());
        if (inConsequence.isPresent()) {
            return inConsequence.get();
        }
        Matcher coerced = COERCED.matcher(said);
        if (coerced.matches()) {
            String word = '"' + coerced.group(1) + '"';
            String wanted = coerced.group(2).equals("boolean") ? "true or false" : "a number";
            return locator.find(word, word + " is a text, but " + wanted + " is asked for");
        }
        Matcher noField = NO_FIELD.matcher(said);
        if (noField.matches()) {
            String name = noField.group(1);
            return locator.find(
                    name,
                    noField.group(2).replaceFirst(".*\\.", "")
                            + " has no field "
                            + name
                            + (Lexicon.isWord(name)
                                    ? ": what it can be asked stands with round brackets, "
                                            + name
                                            + "(\"...\")"
                                    : ""));
        }
        Matcher left = LEFT_PART.matcher(said);
        if (left.matches()) {
            String expression = said.substring(said.indexOf(": ") + 2);
            // A field that is bound: the name before the colon is the author's own.
            Matcher bound = BOUND.matcher(expression);
            String word = bound.lookingAt() ? bound.group(1) : left.group(1);
            return noField(
                    locator.find(
                            expression, word, word + " is no field of the fact it is asked of"));
        }
        Optional<RuleError> noComparison = expressions.noComparison(said);
        if (noComparison.isPresent()) {
            return noComparison.get();
        }
        if (said.contains("NullType")) {
            return withNull(said);
        }
        Optional<RuleError> unknownName = expressions.unknownName(said);
        if (unknownName.isPresent()) {
            return unknownName.get();
        }
        Matcher noClass = NO_CLASS.matcher(said);
        if (noClass.matches()) {
            return noClass(noClass.group(1));
        }
        Matcher noMethod = NO_METHOD.matcher(said);
        if (noMethod.matches()) {
            String type = noMethod.group(2);
            return locator.find(
                    noMethod.group(1),
                    type.substring(type.lastIndexOf('.') + 1)
                            + " has no "
                            + noMethod.group(1)
                            + "(...) that takes these arguments");
        }
        Matcher function = RULE_FUNCTION.matcher(said);
        String word = function.find() ? function.group(1) : "";
        if (!word.isEmpty()) {
            return locator.find(word, "there is no accumulate function called " + word);
        }
        String first = said.lines().findFirst().orElse(said);
        return new RuleError(text.file(), Math.max(0, message.getLine()), 0, "", first);
    }

    /** An error in the Java that was made of the rules. */
    private RuleError inJava(Message message, String source) {
        String said = message.getText().strip();
        Matcher predicate = PREDICATE.matcher(source);
        Matcher indexed = INDEXED.matcher(linesFrom(source, message.getLine()));
        if (predicate.find()) {
            String expression = predicate.group(1).replaceAll("\\\\(.)", "$1");
            return locator.find(
                    expression,
                    ConsequenceComplaints.wordOf(said),
                    UNTYPED.matcher(said).replaceFirst(ASK_LATER));
        }
        if (said.contains("Indexed") && indexed.find()) {
            String field = indexed.group(1);
            return locator.find(field, field + " is compared with something of another type");
        }
        return consequences.inJava(source, message.getLine(), said);
    }

    private static String linesFrom(String source, int line) {
        return source.lines().skip(Math.max(0, line)).limit(8).reduce("", (a, b) -> a + "\n" + b);
    }
}
