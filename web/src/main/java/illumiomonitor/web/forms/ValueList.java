package illumiomonitor.web.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values of one line, separated by commas. A value with a comma or a quote in it stands in quotes,
 * and the quotes in it are doubled.
 */
final class ValueList {

    private static final Pattern VALUE =
            Pattern.compile("\\s*+(?:\"((?:[^\"]|\"\")*+)\"[^\\S\\n]*+|([^\",\\n]*+))(?:[,\\n]|$)");

    private ValueList() {}

    static String written(List<String> values) {
        return values.stream().map(ValueList::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String value) {
        return value.contains(",") || value.contains("\"")
                ? '"' + value.replace("\"", "\"\"") + '"'
                : value;
    }

    /**
     * Values that are not empty.
     *
     * @throws IllegalArgumentException if a quote stands inside of a value, or is not closed
     */
    static List<String> read(String text) {
        List<String> values = new ArrayList<>();
        Matcher each = VALUE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!each.find(at) || each.start() != at) {
                throw new IllegalArgumentException(
                        "a quote is not at an end of its value: " + text);
            }
            String inside = each.group(1);
            String value =
                    inside == null ? each.group(2).strip() : inside.replace("\"\"", "\"").strip();
            if (!value.isEmpty()) {
                values.add(value);
            }
            at = each.end();
        }
        return values;
    }
}
