package illumiomonitor.engine.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what the Java compiler says of a consequence into errors at their place in the rule file.
 */
final class ConsequenceComplaints {

    private static final Pattern IN_CONSEQUENCE =
            Pattern.compile("(?s)Unable to parse consequence.*?\\(line (\\d+),col (\\d+)\\) (.*)");
    private static final Pattern UNEXPECTED =
            Pattern.compile(
                    "(?s)Unable to parse consequence caused by: Encountered unexpected token: *\"(.)\".*");
    private static final Pattern MISMATCH =
            Pattern.compile("Type mismatch: cannot convert from .+ to ([\\w.]+)\\s*");
    private static final Pattern OF_A_TYPE =
            Pattern.compile(
                    "Cannot make a static reference to the non-static method (\\w+)\\(.*\\) from the"
                            + " type (\\w+).*");
    private static final Pattern ARGUMENTS =
            Pattern.compile(
                    "The method \\w+\\(.*\\) in the type (\\w+) is not applicable for the arguments"
                            + " \\((.*)\\).*");
    private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:(?!=)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w$])\\$\\w+");
    private static final Pattern GIVEN = Pattern.compile("\\bexecute\\(([^)]*)\\)");
    private static final Set<String> DOORS = Set.of("findings", "history");
    private static final Pattern JAVA_METHOD = Pattern.compile("The method (\\w+)\\(.*");
    private static final Pattern JAVA_NAME =
            Pattern.compile("([\\w$.]+) cannot be resolved.*|The local variable (\\w+) .*");

    private final RuleText text;
    private final Place place;
    private final Locator locator;
    private final List<Body> bodies;

    ConsequenceComplaints(RuleText text, Place place, Locator locator) {
        this.text = text;
        this.place = place;
        this.locator = locator;
        this.bodies = Body.of(text, place);
    }

    /** What was said before any Java was made; empty when it is not of a consequence. */
    Optional<RuleError> of(String said, long line) {
        Matcher unexpected = UNEXPECTED.matcher(said);
        if (unexpected.matches()) {
            return Optional.of(unexpected(unexpected.group(1)));
        }
        Matcher parsed = IN_CONSEQUENCE.matcher(said);
        return parsed.matches() && line > 0
                ? Optional.of(consequence(parsed, place.line((int) line)))
                : Optional.empty();
    }

    /** The compiler's line of a consequence is the author's, moved. */
    RuleError inJava(String source, int row, String said) {
        String word = wordOf(said);
        // The first line says whose source it is.
        String written = source.lines().skip(Math.max(0, row)).findFirst().orElse("").strip();
        int then = body(source, written).then();
        int at = written.isEmpty() ? -1 : place.expression(written, then);
        if (at < 0) {
            at = word.isEmpty() ? -1 : then;
        }
        Matcher mismatch = MISMATCH.matcher(said);
        if (at < 0 && mismatch.matches()) {
            return declared(mismatch.group(1), said, then);
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
            return locator.find(word, inWords(word, said));
        }
        int exact = word.isEmpty() ? at : place.word(word, at);
        return place.at(
                exact < 0 ? at : exact, word.isEmpty() ? written : word, inWords(word, said));
    }

    /** A sign in a consequence that closes what was never opened; the compiler knows no line. */
    private RuleError unexpected(String sign) {
        String code = Slips.code(text.text());
        for (Body body : bodies) {
            int depth = 0;
            for (int i = body.then(); i < body.end(); i++) {
                char c = code.charAt(i);
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (depth < 0) {
                    return place.at(i, "}", "the consequence is no Java here: } closes nothing");
                }
            }
        }
        return place.at(
                first().then(),
                "then",
                "the consequence is no Java: " + sign + " stands where nothing may");
    }

    /**
     * @param offset of the line of the rule
     */
    private RuleError consequence(Matcher said, int offset) {
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
        int then =
                bodies.stream()
                        .filter(one -> one.holds(offset))
                        .findFirst()
                        .orElseGet(this::first)
                        .then();
        int line = place.at(then, "", "").line() + row - 1;
        String written = text.text().substring(place.line(line), place.line(line + 1)).strip();
        return new RuleError(
                text.file(),
                line,
                Integer.parseInt(said.group(2)),
                written,
                "the consequence is no Java here: " + what);
    }

    private Body first() {
        return bodies.isEmpty() ? new Body(0, 0, text.text().length()) : bodies.get(0);
    }

    /**
     * The rule that Java was made of: its consequence has the line, and what it takes from the
     * condition is what the Java is given.
     */
    private Body body(String source, String written) {
        List<Body> having =
                bodies.stream()
                        .filter(body -> !written.isEmpty())
                        .filter(
                                body -> {
                                    int at = place.expression(written, body.then());
                                    return at >= 0 && at < body.end();
                                })
                        .toList();
        Matcher given = GIVEN.matcher(source);
        if (having.size() > 1 && given.find()) {
            Set<String> names = names(given.group(1));
            for (Body body : having) {
                if (taken(body).equals(names)) {
                    return body;
                }
            }
        }
        return having.isEmpty() ? first() : having.get(0);
    }

    /** What a consequence uses of what its condition bound. */
    private Set<String> taken(Body body) {
        Set<String> taken = names(text.text().substring(body.then(), body.end()));
        taken.retainAll(bound(text.text().substring(body.start(), body.then())));
        return taken;
    }

    private static Set<String> names(String where) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(where).results().forEach(name -> names.add(name.group()));
        return names;
    }

    /** A variable of a type that cannot hold what it is given. */
    private RuleError declared(String type, String said, int then) {
        Matcher given =
                Pattern.compile("\\b" + Pattern.quote(type) + "\\s+([\\w$]+)\\s*=")
                        .matcher(text.text());
        return given.find(then)
                ? place.at(given.start(1), given.group(1), said)
                : new RuleError(text.file(), 0, 0, "", said);
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
                    + Spelling.guess(word, bound(text.text()));
        }
        if (said.endsWith("cannot be resolved")) {
            return word + " is not known here" + Spelling.guess(word, DOORS);
        }
        return said;
    }

    private static Set<String> bound(String where) {
        Set<String> bound = new TreeSet<>();
        BINDING.matcher(where).results().forEach(binding -> bound.add(binding.group(1)));
        return bound;
    }

    /** The name that the Java compiler speaks of, empty when it names none. */
    static String wordOf(String said) {
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
}
