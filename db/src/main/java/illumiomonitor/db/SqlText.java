package illumiomonitor.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a person, checked before any database sees it: a single question, and no word
 * that does more than ask. This spares people obscure errors; what keeps the store safe are the
 * rights of the reader.
 */
final class SqlText {

    private static final Set<String> QUESTIONS = Set.of("SELECT", "WITH", "VALUES");

    /**
     * Calls that count up, wait, reach outside, or work long or build huge values in one step,
     * which no time limit ends.
     */
    private static final Set<String> CALLS =
            Set.of(
                    "NEXTVAL",
                    "CURRVAL",
                    "SETVAL",
                    "LASTVAL",
                    "SET",
                    "SET_CONFIG",
                    "CSVREAD",
                    "CSVWRITE",
                    "FILE_READ",
                    "FILE_WRITE",
                    "LINK_SCHEMA",
                    "DATABASE_PATH",
                    "SECURE_RAND",
                    "HASH",
                    "COMPRESS",
                    "EXPAND",
                    "SPACE",
                    "REPEAT",
                    "LPAD",
                    "RPAD",
                    "QUERY_TO_XML",
                    "TABLE_TO_XML",
                    "SCHEMA_TO_XML",
                    "DATABASE_TO_XML");

    private static final List<String> CALL_PREFIXES = List.of("PG_", "LO_", "DBLINK");

    private final Dialect dialect;
    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int at;
    private int end = -1;

    private SqlText(Dialect dialect, String text) {
        this.dialect = dialect;
        this.text = text;
    }

    /**
     * Checks a statement.
     *
     * @throws SqlRefused if it is not exactly one question
     */
    static SqlText of(Dialect dialect, String text) {
        SqlText sql = new SqlText(dialect, text);
        sql.read();
        sql.refuseSeveral();
        sql.refuseOther();
        sql.refuseWords();
        return sql;
    }

    /** Whether a name occurs outside texts and comments. */
    boolean mentions(String name) {
        return tokens.contains(name.toUpperCase(Locale.ROOT));
    }

    /**
     * The statement without what follows it: a driver takes a comment behind a semicolon for a
     * second one.
     */
    String statement() {
        return end < 0 ? text : text.substring(0, end);
    }

    private void refuseSeveral() {
        while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).equals(";")) {
            tokens.remove(tokens.size() - 1);
        }
        if (tokens.isEmpty()) {
            throw new SqlRefused("there is no statement", null);
        }
        if (tokens.contains(";")) {
            throw new SqlRefused("only one statement at a time", null);
        }
    }

    private void refuseOther() {
        String first = tokens.stream().filter(token -> !token.equals("(")).findFirst().orElse("");
        if (!QUESTIONS.contains(first)) {
            throw new SqlRefused("only SELECT, WITH and VALUES are answered here", null);
        }
    }

    private void refuseWords() {
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
            if (next.equals("(") && isRefusedCall(token)) {
                throw refused(token);
            }
            if (token.equals("INTO") || isPair(token, next)) {
                throw refused(token + (token.equals("INTO") ? "" : " " + next));
            }
        }
    }

    private static boolean isRefusedCall(String token) {
        return CALLS.contains(token) || CALL_PREFIXES.stream().anyMatch(token::startsWith);
    }

    private static boolean isPair(String token, String next) {
        return switch (token) {
            case "NEXT" -> next.equals("VALUE");
            case "FINAL", "NEW", "OLD" -> next.equals("TABLE");
            case "FOR" -> Set.of("UPDATE", "SHARE", "NO", "KEY").contains(next);
            default -> false;
        };
    }

    private static SqlRefused refused(String word) {
        return new SqlRefused(word.toLowerCase(Locale.ROOT) + " is not available here", null);
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
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

    private void sign(char c) {
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
        return text.substring(start, at).toUpperCase(Locale.ROOT);
    }
}
