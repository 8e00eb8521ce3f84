package illumiomonitor.engine.form;

import java.util.ArrayList;
import java.util.List;

/** Takes conditions apart without being fooled by quotes and brackets. */
final class Split {

    private Split() {}

    /** The parts between separators that stand outside of quotes and brackets, stripped. */
    static List<String> at(String text, String separator) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        int at = outside(rest, separator);
        while (at >= 0) {
            parts.add(rest.substring(0, at).strip());
            rest = rest.substring(at + separator.length());
            at = outside(rest, separator);
        }
        parts.add(rest.strip());
        return parts;
    }

    /** Where a word stands outside of quotes and brackets, else -1. */
    static int outside(String text, String word) {
        int depth = 0;
        int i = 0;
        while (i < text.length()) {
            if (depth == 0 && text.startsWith(word, i)) {
                return i;
            }
            char c = text.charAt(i);
            if (c == '"') {
                i = closing(text, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            i++;
        }
        return -1;
    }

    /** Where the bracket closes that is open at this place; the text's end when nowhere. */
    static int end(String text, int from) {
        int depth = 0;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                i = closing(text, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && depth-- == 0) {
                return i;
            }
            i++;
        }
        return text.length();
    }

    /** Without the brackets around all of it. */
    static String bare(String text) {
        String stripped = text.strip();
        return stripped.startsWith("(") && end(stripped, 1) == stripped.length() - 1
                ? stripped.substring(1, stripped.length() - 1).strip()
                : stripped;
    }

    private static int closing(String text, int open) {
        int i = open + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
