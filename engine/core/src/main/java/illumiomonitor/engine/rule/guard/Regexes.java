package illumiomonitor.engine.rule.guard;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
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

    /** Letters that counted repeats, taken together, may unroll a pattern to. */
    private static final long MOST_UNROLLED = 20_000;

    private static final int KEPT = 500;

    private static final java.util.regex.Pattern COUNTED =
            java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

    private static final Map<String, Pattern> KNOWN =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Pattern> eldest) {
                            return size() > KEPT;
                        }
                    });

    private Regexes() {}

    /**
     * Reads a pattern.
     *
     * @throws PatternSyntaxException if it cannot be read, or looks around or back
     */
    static Pattern of(String pattern) {
        Pattern known = KNOWN.get(pattern);
        if (known == null) {
            known = read(pattern);
            KNOWN.put(pattern, known);
        }
        return known;
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

    private static Pattern read(String pattern) {
        if (pattern.length() > LONGEST) {
            throw new PatternSyntaxException(
                    "more than " + LONGEST + " letters", pattern.substring(0, 100) + "…", -1);
        }
        if (unrolled(pattern) > MOST_UNROLLED) {
            throw new PatternSyntaxException(
                    "its {counts} may unroll to more than " + MOST_UNROLLED + " letters",
                    pattern,
                    -1);
        }
        try {
            return Pattern.compile(pattern);
        } catch (com.google.re2j.PatternSyntaxException e) {
            String at = e.getPattern();
            boolean around =
                    at != null && (at.startsWith("(?=") || at.startsWith("(?!"))
                            || e.getDescription().contains("Perl");
            throw new PatternSyntaxException(
                    around
                            ? e.getDescription() + ": it may not look around"
                            : e.getDescription() + (at == null || at.isEmpty() ? "" : ": " + at),
                    pattern,
                    -1);
        }
    }

    /** Too much rather than too little: a count is taken to repeat all that stands before it. */
    private static long unrolled(String pattern) {
        long letters = 0;
        int from = 0;
        java.util.regex.Matcher counted = COUNTED.matcher(pattern);
        while (counted.find() && letters <= MOST_UNROLLED) {
            letters += counted.start() - from;
            from = counted.end();
            String most = counted.group(2);
            String digits = most == null || most.isEmpty() ? counted.group(1) : most;
            long count = digits.length() > 6 ? MOST_UNROLLED + 1 : Long.parseLong(digits);
            letters =
                    isNested(pattern, counted.start())
                            ? letters * Math.max(1, count)
                            : letters + count;
        }
        return letters + pattern.length() - from;
    }

    /** Whether a group may be what is repeated, not a letter or a class of letters. */
    private static boolean isNested(String pattern, int at) {
        return at > 0 && pattern.charAt(at - 1) == ')';
    }

    static boolean matches(String pattern, CharSequence text) {
        return matcher(pattern, text).matches();
    }

    static Matcher matcher(String pattern, CharSequence text) {
        return of(pattern).matcher(Walked.of(text));
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
