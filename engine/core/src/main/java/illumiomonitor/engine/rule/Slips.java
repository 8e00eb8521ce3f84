package illumiomonitor.engine.rule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people slip on who write their first rules. One word or sign that is missing makes nonsense
 * of all that follows it, so what the parser says of such a text helps nobody: the slip is told
 * instead.
 */
final class Slips {

    private static final Pattern CASE_FILE = Pattern.compile("\\A(?:\\s|#.*\\R)*+(rule:)\\s");
    private static final Pattern BARE_NAME =
            Pattern.compile("(?m)^[ \\t]*rule[ \\t]+([^\"'\\s]+[ \\t\\w/.-]*)$");
    private static final Pattern CONFLICT = Pattern.compile("(?m)^(<<<<<<<|=======|>>>>>>>)");
    private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*(#)");
    private static final Pattern ODD =
            Pattern.compile(
                    "[\\u00A0\\u2007\\u202F\\u200B\\u3000\\u201C\\u201D\\u201E\\u2018\\u2019\\u3001\\uFF01-\\uFF5E]");

    /** How far a full-width sign stands from the plain one. */
    private static final int FULL_WIDTH = 0xFEE0;

    private static final String RULE = "^[ \\t]*(rule)\\b(?![ \\t]*==)";
    private static final Pattern NO_WHEN =
            Pattern.compile(
                    RULE + "(?:(?!\\b(?:then|when)\\b).)*+\\b(then)\\b",
                    Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern NO_THEN =
            Pattern.compile(
                    RULE + "(?:(?!\\bthen\\b|^\\s*end\\b).)*+^\\s*(end)\\b",
                    Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern NO_CODE =
            Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*+\"|//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    /** What is said otherwise elsewhere: the word at fault is the first group. */
    private record Foreign(Pattern pattern, String sentence) {

        static Foreign of(String pattern, String sentence) {
            return new Foreign(Pattern.compile(pattern), sentence);
        }
    }

    private static final List<Foreign> FOREIGN =
            List.of(
                    Foreign.of(
                            "(?<![\\w$.])(\\d[\\d_]*_[\\d_]*)",
                            "a number is written in digits alone, without _"),
                    Foreign.of("(=>)", "at or above is written >="),
                    Foreign.of("(=<)", "at or below is written <="),
                    // Not where a list is made: new ArrayList<>().
                    Foreign.of("(<>)(?!\\s*\\()", "what differs is asked with !="),
                    Foreign.of("\\b(between)\\b", "between is not known: say port >= 1, port <= 3"),
                    Foreign.of(
                            "\\b(like)\\b",
                            "like is not known: say matches, such as process matches \"ssh.*\""),
                    Foreign.of(
                            "[\\w)]\\s+(not)\\s*\\(",
                            "not in takes two words, such as port not in (22, 23)"));

    /** Looking for slips takes a time that grows with the square of the length. */
    private static final int LONGEST = 20_000;

    private static final Pattern NAME = Pattern.compile("\"([^\"\\n]*)\"");

    private final String text;
    private final Place place;
    private final List<RuleError> errors;

    private Slips(String text, Place place, List<RuleError> errors) {
        this.text = text;
        this.place = place;
        this.errors = errors;
    }

    /**
     * The slip behind some errors.
     *
     * @param errors that were found, at least one
     */
    static Optional<RuleError> behind(List<RuleError> errors, String text, Place place) {
        return text.length() > LONGEST ? Optional.empty() : new Slips(text, place, errors).slip();
    }

    private Optional<RuleError> slip() {
        return caseFile()
                .or(this::conflict)
                .or(this::bareName)
                .or(this::comment)
                .or(this::oddSign)
                .or(this::noWhen)
                .or(this::noThen)
                .or(this::foreign);
    }

    private Optional<RuleError> foreign() {
        String code = code(text);
        for (Foreign one : FOREIGN) {
            Matcher word = one.pattern().matcher(code);
            while (word.find()) {
                if (isAt(word.start(1))) {
                    return told(word.start(1), word.group(1), one.sentence());
                }
            }
        }
        return Optional.empty();
    }

    private Optional<RuleError> caseFile() {
        Matcher start = CASE_FILE.matcher(text);
        return start.find()
                ? told(
                        start.start(1),
                        "rule:",
                        "these are cases, not a rule: they belong in a file whose name ends in .yaml")
                : Optional.empty();
    }

    /** What a merge of two texts left for a person. */
    private Optional<RuleError> conflict() {
        Matcher mark = CONFLICT.matcher(text);
        return mark.find()
                ? told(
                        mark.start(1),
                        mark.group(1),
                        "two texts were put together here: keep one of the two and take the marks"
                                + " <<<<<<<, ======= and >>>>>>> out")
                : Optional.empty();
    }

    private Optional<RuleError> bareName() {
        Matcher bare = BARE_NAME.matcher(text);
        while (bare.find()) {
            String name = bare.group(1).strip();
            if (isAt(bare.start(1))) {
                return told(
                        bare.start(1),
                        name,
                        "the name of a rule stands in quotes: rule \"" + name + "\"");
            }
        }
        return Optional.empty();
    }

    private Optional<RuleError> comment() {
        Matcher comment = COMMENT.matcher(text);
        while (comment.find()) {
            if (isAt(comment.start(1))) {
                return told(
                        comment.start(1),
                        "#",
                        "a comment begins with //, or stands between /* and */, not behind #");
            }
        }
        return Optional.empty();
    }

    /** Signs that a word processor, a web page or a Chinese keyboard put there. */
    private Optional<RuleError> oddSign() {
        int from = place.line(Math.max(1, errors.get(0).line()));
        int end = text.indexOf('\n', from);
        String line = code(text.substring(from, end < 0 ? text.length() : end));
        Matcher odd = ODD.matcher(line);
        if (!odd.find()) {
            return Optional.empty();
        }
        return told(from + odd.start(), odd.group(), instead(odd.group().charAt(0)));
    }

    private static String instead(char sign) {
        if (sign >= '\u2018' && sign <= '\u201E') {
            return sign + " is no quote here: write \"";
        }
        if (sign == '\u3001' || sign >= '\uFF01') {
            char plain = sign == '\u3001' ? ',' : (char) (sign - FULL_WIDTH);
            return sign + " is a full-width sign: write " + plain;
        }
        return "what looks like a blank is another sign (U+%04X): write a blank"
                .formatted((int) sign);
    }

    /** A text with what stands between quotes and in comments blanked out, place by place. */
    static String code(String written) {
        return NO_CODE.matcher(written).replaceAll(found -> blank(found.group()));
    }

    /** As long as before, also where a sign takes two places. */
    private static String blank(String text) {
        StringBuilder blank = new StringBuilder();
        text.chars().forEach(c -> blank.append(c == '\n' ? '\n' : ' '));
        return blank.toString();
    }

    private Optional<RuleError> noWhen() {
        Matcher rule = NO_WHEN.matcher(code(text));
        return rule.find()
                ? told(
                        rule.start(1),
                        "rule",
                        "rule" + name(rule.end(1)) + " has no \"when\" before its \"then\"")
                : Optional.empty();
    }

    private Optional<RuleError> noThen() {
        Matcher rule = NO_THEN.matcher(code(text));
        return rule.find()
                ? told(
                        rule.start(2),
                        "end",
                        "rule" + name(rule.end(1)) + " has no \"then\" before its \"end\"")
                : Optional.empty();
    }

    private String name(int from) {
        Matcher name = NAME.matcher(text);
        return name.find(from) ? " \"" + name.group(1) + "\"" : "";
    }

    /** Whether an error was found in the line of an offset. */
    private boolean isAt(int offset) {
        int line = place.at(offset, "", "").line();
        return errors.stream().anyMatch(error -> error.line() == line);
    }

    private Optional<RuleError> told(int offset, String word, String sentence) {
        return Optional.of(place.at(offset, word, sentence));
    }
}
