package illumiomonitor.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words and signs of a statement, in upper case, without its comments and with every text as an
 * empty one. Names are read as the database reads them, quoted or not.
 */
final class SqlTokens {

    private final Dialect dialect;
    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int at;
    private int end = -1;

    private SqlTokens(Dialect dialect, String text) {
        this.dialect = dialect;
        this.text = text;
    }

    /**
     * Reads a statement.
     *
     * @throws SqlRefused if something in it is not closed, or is quoted in a way that hides what it
     *     says
     */
    static SqlTokens of(Dialect dialect, String text) {
        SqlTokens tokens = new SqlTokens(dialect, text);
        tokens.read();
        return tokens;
    }

    /** May be changed by the one who asked for it. */
    List<String> list() {
        return tokens;
    }

    /** Where the first semicolon stands, or where the statement ends. */
    int end() {
        return end < 0 ? text.length() : end;
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isSpace(c)) {
                at++;
            } else if (text.startsWith("--", at) || isSlashes()) {
                skipLine();
            } else if (text.startsWith("/*", at)) {
                skipComment();
            } else if (c == '\'') {
                skipText();
                tokens.add("''");
            } else if (c == '"') {
                tokens.add(quoted());
            } else if (c == '$' && dollarTag() != null) {
                skipDollars();
                tokens.add("''");
            } else if (Character.isJavaIdentifierStart(c)) {
                tokens.add(word());
            } else {
                sign(c);
            }
        }
    }

    /** H2 passes over more than Java does, such as a space that does not break. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private void sign(char c) {
        // H2 takes what stands between two of these for a name.
        if (c == '`') {
            throw new SqlRefused("` is not available here; names are quoted with \"", null);
        }
        if (c == ';' && end < 0) {
            end = at;
        }
        tokens.add(String.valueOf(c));
        at++;
    }

    /** H2 also knows these as the start of a comment. */
    private boolean isSlashes() {
        return dialect == Dialect.H2 && text.startsWith("//", at);
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (at >= text.length()) {
                throw new SqlRefused("a comment is not closed", null);
            } else {
                at++;
            }
        } while (depth > 0);
    }

    private void skipText() {
        boolean escapes =
                dialect == Dialect.POSTGRESQL && at > 0 && "eE".indexOf(text.charAt(at - 1)) >= 0;
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == '\'') {
                at++;
                if (at >= text.length() || text.charAt(at) != '\'') {
                    return;
                }
            }
        }
        throw new SqlRefused("a text is not closed", null);
    }

    private String quoted() {
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw new SqlRefused("a name is not closed", null);
        }
        String name = text.substring(at + 1, end);
        at = end + 1;
        return name.toUpperCase(Locale.ROOT);
    }

    private @Nullable String dollarTag() {
        int end = at + 1;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end < text.length() && text.charAt(end) == '$' ? text.substring(at, end + 1) : null;
    }

    private void skipDollars() {
        String tag = String.valueOf(dollarTag());
        int end = text.indexOf(tag, at + tag.length());
        if (end < 0) {
            throw new SqlRefused("a text is not closed", null);
        }
        at = end + tag.length();
    }

    private String word() {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at).toUpperCase(Locale.ROOT);
        if (word.equals("U") && isEscaped()) {
            throw new SqlRefused("U& is not available here", null);
        }
        return word;
    }

    /** Whether the codes of letters may follow instead of the letters: any word could be meant. */
    private boolean isEscaped() {
        return text.startsWith("&\"", at) || text.startsWith("&'", at);
    }
}
