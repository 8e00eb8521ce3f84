package illumiomonitor.db;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.h2.api.ErrorCode;

/** What a database's error means. */
final class H2Error {

    /**
     * Connection, resources, operator, system; then H2's own for files and for a database that is
     * closed.
     */
    private static final String PASSING_STATES = "(08|53|57|58).*|90028|90031|90098|90121";

    private H2Error() {}

    static boolean isInUse(SQLException e) {
        return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
    }

    /** Whether the same may go well another time, because it is about a file or a connection. */
    static boolean isPassing(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof IOException
                    || cause instanceof SQLException sql
                            && String.valueOf(sql.getSQLState()).matches(PASSING_STATES)) {
                return true;
            }
        }
        return false;
    }

    /** The first line without H2's repetition of the statement. */
    static String firstLine(Throwable e) {
        Throwable cause = e;
        while (!(cause instanceof SQLException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        int statement = message.indexOf("; SQL statement:");
        String line =
                statement < 0
                        ? message.lines().findFirst().orElse("")
                        : message.substring(0, statement);
        return line.replaceAll("\\s*\\[\\d+-\\d+]$", "").replaceAll("\\s+", " ").strip();
    }
}
