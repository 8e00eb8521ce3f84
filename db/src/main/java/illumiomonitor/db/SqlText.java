package illumiomonitor.db;

import java.util.List;
import java.util.Locale;
import java.util.Set;

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
                    "RPAD");

    private static final List<String> CALL_PREFIXES =
            List.of(
                    "PG_",
                    "LO_",
                    "DBLINK",
                    "QUERY_TO_",
                    "CURSOR_TO_",
                    "TABLE_TO_",
                    "SCHEMA_TO_",
                    "DATABASE_TO_");

    /**
     * Calls that in H2 go on for good or fill this program's memory in one step, without a look at
     * whether anybody still waits. The server of PostgreSQL can be told to stop them.
     */
    private static final Set<String> H2_CALLS =
            Set.of(
                    "REPLACE",
                    "TRANSLATE",
                    "TO_CHAR",
                    "REGEXP_LIKE",
                    "REGEXP_REPLACE",
                    "REGEXP_SUBSTR",
                    "LISTAGG",
                    "STRING_AGG",
                    "GROUP_CONCAT",
                    "JSON_ARRAYAGG",
                    "JSON_OBJECTAGG");

    /**
     * The same for what is no call; the last makes objects of bytes, with whatever code they name.
     */
    private static final Set<String> H2_WORDS = Set.of("REGEXP", "~", "JAVA_OBJECT");

    private final Dialect dialect;
    private final String statement;
    private final List<String> tokens;

    private SqlText(Dialect dialect, String text) {
        SqlTokens read = SqlTokens.of(dialect, text);
        this.dialect = dialect;
        this.statement = text.substring(0, read.end());
        this.tokens = read.list();
    }

    /**
     * Checks a statement.
     *
     * @throws SqlRefused if it is not exactly one question
     */
    static SqlText of(Dialect dialect, String text) {
        SqlText sql = new SqlText(dialect, text);
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
        return statement;
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
            if (token.equals("INTO") || dialect == Dialect.H2 && H2_WORDS.contains(token)) {
                throw refused(token);
            }
            if (isPair(token, next)) {
                throw refused(token + " " + next);
            }
        }
    }

    private boolean isRefusedCall(String token) {
        return CALLS.contains(token)
                || dialect == Dialect.H2 && H2_CALLS.contains(token)
                || CALL_PREFIXES.stream().anyMatch(token::startsWith);
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
}
