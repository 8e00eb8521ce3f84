package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the formats of {@code findings.add} against the values that fill them. */
final class Formats {

    private static final Pattern ADD = Pattern.compile("\\bfindings\\s*\\.\\s*add\\s*\\(");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern PLACE =
            Pattern.compile("%(?<at>\\d+\\$|<)?[-#+ 0,(]*\\d*(?:\\.\\d+)?(?<what>[a-zA-Z%])");

    private final String text;
    private final Place place;

    private Formats(String text, Place place) {
        this.text = text;
        this.place = place;
    }

    /**
     * Formats that ask for more values than stand behind them, which would fail at each finding.
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
                int values = cuts.size() - 2 - n;
                int asked = places(format.group(1));
                return asked <= values
                        ? Optional.empty()
                        : Optional.of(
                                place.at(
                                        text.indexOf(argument, cuts.get(n)),
                                        argument,
                                        "the format asks for "
                                                + asked
                                                + (asked == 1 ? " value" : " values")
                                                + ", but "
                                                + (values == 0 ? "none" : values)
                                                + (values == 1 ? " stands" : " stand")
                                                + " behind it"));
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
