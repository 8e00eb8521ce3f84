package illumiomonitor.db;

import java.sql.SQLException;
import org.h2.api.ErrorCode;

/** What a database's error means. */
final class H2Error {

    private H2Error() {}

    static boolean isInUse(SQLException e) {
        return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
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
