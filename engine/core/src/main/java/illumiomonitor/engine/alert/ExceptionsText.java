package illumiomonitor.engine.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Changes the text of {@code exceptions.yaml} line by line, so that its comments stay. */
final class ExceptionsText {

    private ExceptionsText() {}

    /** The text with one more entry at its end. */
    static String with(String text, ExceptionLine entry) {
        String before = text.strip().equals("[]") ? "" : plain(text);
        StringBuilder all = new StringBuilder(before);
        if (!before.isEmpty() && !before.endsWith("\n")) {
            all.append('\n');
        }
        all.append("- rule: ").append(quoted(entry.rule())).append('\n');
        line(all, "subject", entry.subject());
        line(all, "cidr", entry.cidr());
        line(all, "label", entry.label());
        line(all, "name", entry.name());
        line(all, "owner", entry.owner());
        line(all, "reason", entry.reason());
        line(all, "until", entry.until());
        return asIn(text, all.toString());
    }

    private static void line(StringBuilder all, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            all.append("  ").append(key).append(": ").append(quoted(value.strip())).append('\n');
        }
    }

    /** In double quotes, where nothing has a meaning of its own. */
    private static String quoted(String value) {
        StringBuilder all = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                all.append('\\').append(c);
            } else if (c < ' ') {
                all.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                all.append(c);
            }
        }
        return all.append('"').toString();
    }

    /**
     * The text without some lines.
     *
     * @param from first line to go, from 0
     * @param to last line to go
     */
    static String without(String text, int from, int to) {
        List<String> left = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (i < from || i > to) {
                left.add(lines.get(i));
            }
        }
        return left.isEmpty() ? "" : asIn(text, String.join("\n", left) + "\n");
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n");
    }

    /** With the line ends of the text before. */
    private static String asIn(String before, String text) {
        return before.contains("\r\n") ? text.replace("\n", "\r\n") : text;
    }
}
