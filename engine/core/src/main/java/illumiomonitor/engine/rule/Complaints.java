package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
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
            Pattern.compile("PredicateInformation\\(\"((?:[^\"\\\\]|\\\\.)*+)\"\\)");
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
    private static final Pattern INPUT = Pattern.compile("For input string: \"(.*)\".*");
    private static final Pattern NO_FIELD =
            Pattern.compile(".*Unknown field (\\w+) on class ([\\w.]+).*");
    private static final Pattern COERCED =
            Pattern.compile(".*Cannot coerce String (.+) to (\\w+)!.*");
    private static final Pattern ESCAPE =
            Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\[btnfrsu0-7\"'\\\\])*+(\\\\.)");
    private static final Pattern OF_A_TYPE =
            Pattern.compile(
                    "Cannot make a static reference to the non-static method (\\w+)\\(.*\\) from the"
                            + " type (\\w+).*");
    private static final Pattern UNEXPECTED =
            Pattern.compile(
                    "(?s)Unable to parse consequence caused by: Encountered unexpected token: *\"(.)\".*");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
    private static final Pattern ARGUMENT = Pattern.compile("[(,]\\s*([A-Za-z_]\\w*)\\s*(?=[),])");
    private static final Set<String> DOORS = Set.of("findings", "history");

    private static final Pattern NO_PREDICATE =
            Pattern.compile("(?s)Predicate '(.+)' must be a Boolean expression.*");
    private static final Pattern BOUND = Pattern.compile("\\$\\w+\\s*:\\s*([\\w$.]+)");
    private static final Pattern MISMATCH =
            Pattern.compile("Type mismatch: cannot convert from .+ to ([\\w.]+)\\s*");
    private static final Pattern WITH_NULL = Pattern.compile("\\b(\\w+)\\s*[!=]=\\s*null\\b");
    private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:(?!=)");
    private static final Pattern ARGUMENTS =
            Pattern.compile(
                    "The method \\w+\\(.*\\) in the type (\\w+) is not applicable for the arguments"
                            + " \\((.*)\\).*");

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
            String word = unknown.group(1);
            return find(word, word + " is bound nowhere in what is accumulated");
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
                        find(word, word + " is no pattern: " + pattern.getDescription()));
            }
        }
        return Optional.empty();
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
            return find(
                    word,
                    "a whole number is written in digits alone: "
                            + word.substring(0, word.length() - 1));
        }
        return find(quoted, "a number is compared with " + quoted + ", which is none");
    }

    private RuleError noClass(String name) {
        String hint =
                List.of("List", "Set", "Map", "Collection").contains(name)
                        ? ": write import java.util." + name
                        : Lexicon.fields(name).isEmpty()
                                ? ""
                                : ": write import illumiomonitor.spi.*";
        return find(name, "there is no fact or class called " + name + hint);
    }

    /** A variable of a type that cannot hold what it is given. */
    private RuleError declared(String type, String said) {
        Matcher given =
                Pattern.compile("\\b" + Pattern.quote(type) + "\\s+([\\w$]+)\\s*=")
                        .matcher(text.text());
        return given.find(then())
                ? place.at(given.start(1), given.group(1), said)
                : new RuleError(text.file(), 0, 0, "", said);
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
        Matcher unexpected = UNEXPECTED.matcher(said);
        if (unexpected.matches()) {
            return unexpected(unexpected.group(1));
        }
        Matcher coerced = COERCED.matcher(said);
        if (coerced.matches()) {
            String word = '"' + coerced.group(1) + '"';
            String wanted = coerced.group(2).equals("boolean") ? "true or false" : "a number";
            return find(word, word + " is a text, but " + wanted + " is asked for");
        }
        Matcher noField = NO_FIELD.matcher(said);
        if (noField.matches()) {
            String name = noField.group(1);
            return find(
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
        Matcher inConsequence = IN_CONSEQUENCE.matcher(said);
        if (inConsequence.matches() && message.getLine() > 0) {
            return consequence(inConsequence);
        }
        Matcher left = LEFT_PART.matcher(said);
        if (left.matches()) {
            String expression = said.substring(said.indexOf(": ") + 2);
            // A field that is bound: the name before the colon is the author's own.
            Matcher bound = BOUND.matcher(expression);
            String word = bound.lookingAt() ? bound.group(1) : left.group(1);
            return noField(
                    find(expression, word, word + " is no field of the fact it is asked of"));
        }
        Matcher predicate = NO_PREDICATE.matcher(said);
        if (predicate.matches()) {
            String written = predicate.group(1);
            return find(
                    written,
                    lastWord(written),
                    "\""
                            + written
                            + "\" compares nothing: "
                            + (written.matches("\\d{3}")
                                    ? "a number is written in digits alone, without commas"
                                    : "it is neither true nor false"));
        }
        if (said.contains("NullType")) {
            return withNull(said);
        }
        Matcher expression = EXPRESSION.matcher(said);
        if (expression.matches()) {
            String written = asWritten(expression.group(1).strip());
            Matcher argument = ARGUMENT.matcher(QUOTED.matcher(written).replaceAll("\"\""));
            if (argument.find() && !Lexicon.isField(argument.group(1))) {
                String bare = argument.group(1);
                return find(
                        written,
                        bare,
                        bare + " is not known here: a text stands in quotes, \"" + bare + "\"");
            }
            String word = lastWord(written);
            String hint =
                    CONSTANT.matcher(word).matches() ? ": say whose, as in Decision.BLOCKED" : "";
            return find(written, word, "\"" + written + "\" names something unknown" + hint);
        }
        Matcher noClass = NO_CLASS.matcher(said);
        if (noClass.matches()) {
            return noClass(noClass.group(1));
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

    /** As people write it: the compiler begins with its own variable and asks fields as methods. */
    private static String asWritten(String expression) {
        return expression.replace("_this.", "").replaceAll("\\b(\\w+)\\(\\)", "$1");
    }

    /** A sign in a consequence that closes what was never opened; the compiler knows no line. */
    private RuleError unexpected(String sign) {
        int depth = 0;
        for (int i = then(); i < text.text().length(); i++) {
            char c = text.text().charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0) {
                return place.at(i, "}", "the consequence is no Java here: } closes nothing");
            }
        }
        return place.at(
                then(),
                "then",
                "the consequence is no Java: " + sign + " stands where nothing may");
    }

    private RuleError consequence(Matcher said) {
        int row = Integer.parseInt(said.group(1));
        String what =
                said.group(3)
                        .lines()
                        .findFirst()
                        .orElse("")
                        .replaceFirst(", expected.*", "")
                        .replaceFirst(
                                "Parse error. Found +(\"(?:[^\"\\\\]|\\\\.)*\").*",
                                "a ; or a bracket is missing before this $1");
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
        return consequence(source, message.getLine(), said);
    }

    /** The compiler's line of a consequence is the author's, moved. */
    private RuleError consequence(String source, int row, String said) {
        String word = wordOf(said);
        String written = source.lines().skip(Math.max(0, row - 1)).findFirst().orElse("").strip();
        int then = then();
        int at = written.isEmpty() ? -1 : place.expression(written, then);
        if (at < 0) {
            at = word.isEmpty() ? -1 : then;
        }
        Matcher mismatch = MISMATCH.matcher(said);
        if (at < 0 && mismatch.matches()) {
            return declared(mismatch.group(1), said);
        }
        Matcher ofType = OF_A_TYPE.matcher(said);
        if (ofType.matches()) {
            String type = ofType.group(2);
            String small = Character.toLowerCase(type.charAt(0)) + type.substring(1);
            return place.at(
                    place.word(type, then),
                    type,
                    type
                            + " is a kind of thing, not a thing"
                            + (DOORS.contains(small) ? "; did you mean " + small + "?" : ""));
        }
        if (said.equals("Void methods cannot return a value")) {
            return place.at(place.word("return", then), "return", "a consequence returns nothing");
        }
        if (at < 0) {
            return find(word, inWords(word, said));
        }
        int exact = word.isEmpty() ? at : place.word(word, at);
        return place.at(
                exact < 0 ? at : exact, word.isEmpty() ? written : word, inWords(word, said));
    }

    private int then() {
        int start = text.headers().isEmpty() ? 0 : place.line(text.headers().get(0).line());
        return Math.max(start, place.word("then", start));
    }

    /** What the Java compiler said, for those who write rules. */
    private String inWords(String word, String said) {
        Matcher arguments = ARGUMENTS.matcher(said);
        if (arguments.matches() && arguments.group(1).equals("Findings")) {
            return "findings.add takes a subject and a format, both texts, and what fills the format;"
                    + " evidence may stand between the two; here stand ("
                    + arguments.group(2)
                    + ")";
        }
        if (word.equals("findings")) {
            return "findings is not known: write \"global illumiomonitor.spi.Findings findings\" below"
                    + " the imports";
        }
        if (said.endsWith("or is not a field") && Lexicon.isField(word)) {
            return "in a consequence a field is asked with brackets: " + word + "()";
        }
        if (said.contains("cannot be resolved") && word.startsWith("$")) {
            return word
                    + " is not known here: bind it in the condition, such as "
                    + word
                    + " : srcIp, outside of not and accumulate"
                    + Spelling.guess(word, bound());
        }
        if (said.endsWith("cannot be resolved")) {
            return word + " is not known here" + Spelling.guess(word, DOORS);
        }
        return said;
    }

    private Set<String> bound() {
        Set<String> bound = new TreeSet<>();
        Matcher binding = BINDING.matcher(text.text());
        while (binding.find()) {
            bound.add(binding.group(1));
        }
        return bound;
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
