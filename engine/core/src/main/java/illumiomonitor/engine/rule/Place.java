package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.Objection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds words in the text of a rule file. */
final class Place {

    private static final Pattern PART = Pattern.compile("[\\w$]+|\"(?:[^\"\\\\]|\\\\.)*+\"|\\S");

    private final String file;
    private final String text;

    Place(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** An error at an offset of the text. */
    RuleError at(int offset, String word, String message) {
        if (offset < 0) {
            return new RuleError(file, 0, 0, word, message);
        }
        int line = 1;
        int start = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
            line++;
            start = i + 1;
        }
        return new RuleError(file, line, offset - start + 1, word, message);
    }

    /** The same as an error of this file. */
    RuleError of(Objection objection) {
        return at(objection.offset(), objection.word(), objection.sentence());
    }

    /** Offset of the beginning of a line, counted from 1. */
    int line(int line) {
        int offset = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', offset);
            if (end < 0) {
                return offset;
            }
            offset = end + 1;
        }
        return offset;
    }

    /** Where a word stands by itself at or after an offset, -1 when nowhere. */
    int word(String word, int from) {
        String before = startsWord(word) ? "(?<![\\w$])" : "";
        String after = endsWord(word) ? "(?![\\w$])" : "";
        Matcher matcher = Pattern.compile(before + Pattern.quote(word) + after).matcher(text);
        return matcher.find(Math.max(0, from)) ? matcher.start() : -1;
    }

    /** Where an expression stands at or after an offset, however it is spaced, -1 when nowhere. */
    int expression(String expression, int from) {
        Matcher part = PART.matcher(expression);
        StringBuilder pattern = new StringBuilder();
        while (part.find()) {
            pattern.append(pattern.isEmpty() ? "" : "\\s*").append(Pattern.quote(part.group()));
        }
        Matcher matcher = Pattern.compile(pattern.toString()).matcher(text);
        return matcher.find(Math.max(0, from)) ? matcher.start() : -1;
    }

    /** The fact whose brackets an offset stands in, empty when it stands in none. */
    String fact(int offset) {
        int depth = 0;
        for (int i = Math.min(offset, text.length()) - 1; i >= 0; i--) {
            char c = text.charAt(i);
            depth += c == ')' ? 1 : c == '(' ? -1 : 0;
            if (depth < 0) {
                int end = i;
                while (end > 0 && text.charAt(end - 1) == ' ') {
                    end--;
                }
                int from = end;
                while (from > 0 && Character.isJavaIdentifierPart(text.charAt(from - 1))) {
                    from--;
                }
                return text.substring(from, end);
            }
        }
        return "";
    }

    /** Offset in the text of an error that has a line and a column. */
    int offset(RuleError error) {
        return line(error.line()) + Math.max(0, error.column() - 1);
    }

    private static boolean startsWord(String word) {
        return !word.isEmpty() && Character.isJavaIdentifierPart(word.charAt(0));
    }

    private static boolean endsWord(String word) {
        return !word.isEmpty() && Character.isJavaIdentifierPart(word.charAt(word.length() - 1));
    }
}
