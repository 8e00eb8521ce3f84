package illumiomonitor.engine.rule.guard;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of rules, matched in time that grows with the text and never with what the
 * pattern could try. Java's own may try for years, and some of them without looking at a letter, so
 * that nobody could stop them. Look-around and references back are refused. Thread-safe.
 */
public final class Regexes {

    private static final int LONGEST = 2_000;

    /** Classes of Unicode are kept as tables, each as long as so many letters more. */
    private static final int TABLE = 50;

    private static final java.util.regex.Pattern TABLES =
            java.util.regex.Pattern.compile("\\\\[pP]");

    /** Letters that counted repeats, taken together, may unroll a pattern to. */
    private static final long MOST_UNROLLED = 20_000;

    private static final java.util.regex.Pattern COUNTED =
            java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

    private static final java.util.regex.Pattern AROUND =
            java.util.regex.Pattern.compile("\\(\\?<?[=!]");

    /** What the library says of a pattern that it cannot read, and what is said for it. */
    private static final Map<String, String> SAID =
            Map.of(
                    "missing closing ]", "missing closing ]",
                    "missing closing )", "missing closing )",
                    "invalid character class range", "this range of letters runs backwards",
                    "invalid escape sequence", "this has no meaning behind a backslash",
                    "invalid named capture", "a group cannot have this name",
                    "duplicate capture group name", "two groups have this name",
                    "invalid or unsupported Perl syntax", "this kind of group is not taken",
                    "invalid nested repetition operator", "a repeat is repeated here",
                    "invalid repeat count", "it cannot be repeated that often",
                    "missing argument to repetition operator", "nothing is repeated here");

    /** What it says of a bracket too many, with words of its own where the part should stand. */
    private static final String UNDERFLOW = "stack underflow";

    /** Ten of the largest, or some thousands as people write them. */
    static final KnownPatterns KNOWN = new KnownPatterns(10 * MOST_UNROLLED);

    private Regexes() {}

    /**
     * Reads a pattern.
     *
     * @throws PatternSyntaxException if it cannot be read, or looks around or back
     */
    static Pattern of(String pattern) {
        Pattern known = KNOWN.get(pattern);
        return known == null ? keep(pattern, false) : known;
    }

    /**
     * @param weighs whether a rule reads it while it judges
     */
    private static Pattern keep(String pattern, boolean weighs) {
        long unrolled = pattern.length() > LONGEST ? 0 : unrolled(pattern);
        if (weighs) {
            Meter.made(KnownPatterns.LETTER * unrolled);
        }
        Pattern read = read(pattern, unrolled);
        KNOWN.put(pattern, read, unrolled);
        return read;
    }

    /** Why a pattern cannot be used, empty when it can. */
    public static String complaint(String pattern) {
        try {
            of(pattern);
            return "";
        } catch (PatternSyntaxException e) {
            return e.getDescription();
        }
    }

    private static Pattern read(String pattern, long unrolled) {
        if (pattern.length() > LONGEST) {
            throw new PatternSyntaxException(
                    "more than " + LONGEST + " letters", pattern.substring(0, 100) + "…", -1);
        }
        if (unrolled > MOST_UNROLLED) {
            throw new PatternSyntaxException(
                    "its counted repeats may unroll to more than " + MOST_UNROLLED + " letters",
                    pattern,
                    -1);
        }
        if (Folds.areEndless(pattern)) {
            throw new PatternSyntaxException(
                    "with (?i) it may not name the letters U+1C80 to U+1C88, nor reach across them",
                    pattern,
                    -1);
        }
        try {
            return Pattern.compile(pattern);
        } catch (com.google.re2j.PatternSyntaxException e) {
            throw new PatternSyntaxException(why(e), pattern, -1);
        }
    }

    /** In our words, with the part that the library stumbled over. */
    private static String why(com.google.re2j.PatternSyntaxException e) {
        String at = e.getPattern() == null ? "" : e.getPattern();
        if (at.equals(UNDERFLOW)) {
            return "a ) closes nothing";
        }
        boolean around = AROUND.matcher(at).lookingAt();
        String said = SAID.getOrDefault(e.getDescription(), "it cannot be read");
        return (around ? "it may not look around" : said) + (at.isEmpty() ? "" : ": " + at);
    }

    /** Too much rather than too little: a count is taken to repeat all that stands before it. */
    private static long unrolled(String pattern) {
        long letters = 0;
        int from = 0;
        java.util.regex.Matcher counted = COUNTED.matcher(pattern);
        while (counted.find() && letters <= MOST_UNROLLED) {
            letters += letters(pattern, from, counted.start());
            from = counted.end();
            String most = counted.group(2);
            String digits = most == null || most.isEmpty() ? counted.group(1) : most;
            long count = digits.length() > 6 ? MOST_UNROLLED + 1 : Long.parseLong(digits);
            letters =
                    isNested(pattern, counted.start())
                            ? letters * Math.max(1, count)
                            : letters + count;
        }
        return letters + letters(pattern, from, pattern.length());
    }

    private static long letters(String pattern, int from, int to) {
        return to - from + TABLE * TABLES.matcher(pattern).region(from, to).results().count();
    }

    /** Whether a group may be what is repeated, not a letter or a class of letters. */
    private static boolean isNested(String pattern, int at) {
        return at > 0 && pattern.charAt(at - 1) == ')';
    }

    static boolean matches(String pattern, CharSequence text) {
        return matcher(pattern, text).matches();
    }

    static Matcher matcher(String pattern, CharSequence text) {
        Pattern known = KNOWN.get(pattern);
        return (known == null ? keep(pattern, true) : known).matcher(Walked.of(text));
    }

    /** As {@link String#split(String, int)}. */
    static String[] split(String text, String pattern, int limit) {
        List<String> parts = new ArrayList<>();
        Matcher between = matcher(pattern, text);
        int from = 0;
        while ((limit <= 0 || parts.size() < limit - 1) && between.find()) {
            if (between.end() > 0) {
                parts.add(text.substring(from, between.start()));
                from = between.end();
            }
        }
        if (from == 0) {
            return new String[] {text};
        }
        parts.add(text.substring(from));
        int size = parts.size();
        while (limit == 0 && size > 0 && parts.get(size - 1).isEmpty()) {
            size--;
        }
        return Arrays.copyOf(parts.toArray(new String[0]), size);
    }
}
