package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the formats of {@code findings.add} against the values that fill them. */
final class Formats {

    private static final Pattern ADD = Pattern.compile("\\bfindings\\s*\\.\\s*add\\s*\\(");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern PLACE =
            Pattern.compile(
                    "%(?<at>\\d+\\$|<)?(?<flags>[-#+ 0,(]*\\d*(?:\\.\\d+)?)(?<what>[a-zA-Z%])");

    /** To try one out that is wider would fill the memory. */
    private static final Pattern WIDE = Pattern.compile("\\d{4}");

    private final String text;
    private final Place place;

    private Formats(String text, Place place) {
        this.text = text;
        this.place = place;
    }

    /**
     * Formats that would fail at each finding: they ask for more values than stand behind them, for
     * a number where a text stands, or for something that there is not.
     */
    static List<RuleError> of(String text, Place place) {
        return new Formats(text, place).all();
    }

    private List<RuleError> all() {
        List<RuleError> errors = new ArrayList<>();
        Matcher add = ADD.matcher(text);
        while (add.find()) {
            check(arguments(add.end())).ifPresent(errors::add);
        }
        return errors;
    }

    /** Offsets where the arguments begin and the last ends; none when the bracket stays open. */
    private List<Integer> arguments(int from) {
        List<Integer> cuts = new ArrayList<>(List.of(from));
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                Matcher whole = TEXT.matcher(text).region(i, text.length());
                if (!whole.lookingAt()) {
                    return List.of();
                }
                i = whole.end() - 1;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' && depth == 0) {
                cuts.add(i + 1);
                return cuts;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (c == ',' && depth == 0) {
                cuts.add(i + 1);
            }
        }
        return List.of();
    }

    private Optional<RuleError> check(List<Integer> cuts) {
        for (int n = 1; n <= 2 && n < cuts.size() - 1; n++) {
            String argument = text.substring(cuts.get(n), cuts.get(n + 1) - 1).strip();
            Matcher format = TEXT.matcher(argument);
            if (format.matches()) {
                int at = text.indexOf(argument, cuts.get(n));
                List<String> values = new ArrayList<>();
                for (int i = n + 1; i < cuts.size() - 1; i++) {
                    values.add(text.substring(cuts.get(i), cuts.get(i + 1) - 1).strip());
                }
                String subject = text.substring(cuts.get(0), cuts.get(1) - 1).strip();
                return noConversion(format.group(1), at + 1)
                        .or(() -> tooMany(argument, format.group(1), values.size(), at))
                        .or(() -> noNumber(format.group(1), at + 1, subject, values));
            }
        }
        return Optional.empty();
    }

    private Optional<RuleError> tooMany(String argument, String format, int values, int at) {
        int asked = places(format);
        return asked <= values
                ? Optional.empty()
                : Optional.of(
                        place.at(
                                at,
                                argument,
                                "the format asks for "
                                        + asked
                                        + (asked == 1 ? " value" : " values")
                                        + ", but "
                                        + (values == 0 ? "none" : values)
                                        + (values == 1 ? " stands" : " stand")
                                        + " behind it"));
    }

    /** A percent sign that begins nothing which a format knows. */
    private Optional<RuleError> noConversion(String format, int offset) {
        int next = 0;
        for (int i = format.indexOf('%'); i >= 0; i = format.indexOf('%', next)) {
            Matcher spec = PLACE.matcher(format).region(i, format.length());
            boolean whole = spec.lookingAt();
            String word = whole ? spec.group() : "%";
            if (whole && WIDE.matcher(spec.group("flags")).find()) {
                return Optional.of(
                        place.at(
                                offset + i,
                                word,
                                "a width or precision has at most three digits, or it makes a text"
                                        + " without end: write less"));
            }
            if (!whole || !isTaken(spec.group("flags"), spec.group("what"))) {
                return Optional.of(
                        place.at(
                                offset + i,
                                word,
                                word
                                        + " is no place for a value: write %s for a text, %d for a"
                                        + " whole number, %.1f for one with a point, %% for the"
                                        + " sign"));
            }
            next = i + word.length();
        }
        return Optional.empty();
    }

    private static boolean isTaken(String flags, String what) {
        Object sample =
                switch (what) {
                    case "d", "o", "x", "X" -> 1L;
                    case "e", "E", "f", "g", "G", "a", "A" -> 1.0;
                    case "c", "C" -> 'c';
                    default -> "text";
                };
        try {
            // Of a time the letter behind it says more.
            return what.equalsIgnoreCase("t")
                    || String.format(Locale.ROOT, "%" + flags + what, sample) != null;
        } catch (IllegalFormatException e) {
            return false;
        }
    }

    /** A subject is a text always, and so is what stands in quotes. */
    private Optional<RuleError> noNumber(
            String format, int offset, String subject, List<String> values) {
        Matcher spec = PLACE.matcher(format);
        int next = 0;
        while (spec.find()) {
            if (spec.group("at") != null || spec.group("what").matches("[%n]")) {
                continue;
            }
            String value = values.get(next++);
            boolean isText = value.equals(subject) || TEXT.matcher(value).matches();
            if (isText && spec.group("what").matches("[doxXeEfgGaA]")) {
                return Optional.of(
                        place.at(
                                offset + spec.start(),
                                spec.group(),
                                spec.group()
                                        + " asks for a number, but "
                                        + value
                                        + " is a text: write %s"));
            }
        }
        return Optional.empty();
    }

    private static final int FAR = 9;

    private static int places(String format) {
        int most = 0;
        int next = 0;
        Matcher place = PLACE.matcher(format);
        while (place.find()) {
            String at = place.group("at");
            boolean plain = !place.group("what").matches("[%n]") && !"<".equals(at);
            if (plain && at != null) {
                // No list of values is so long, however long the number is.
                most =
                        at.length() > FAR
                                ? Integer.MAX_VALUE
                                : Math.max(
                                        most, Integer.parseInt(at.substring(0, at.length() - 1)));
            } else if (plain) {
                most = Math.max(most, ++next);
            }
        }
        return most;
    }
}
