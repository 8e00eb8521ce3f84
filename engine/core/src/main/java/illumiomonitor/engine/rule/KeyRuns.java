package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Reads rows of a table by many keys: in ranges where the keys lie close together, one by one where
 * they do not, so that the cost follows the rows that are wanted.
 */
final class KeyRuns {

    private static final int RUN = 4_000;
    private static final int FEW = 200;
    private static final int CLOSE = 4;

    /** Takes a row; rows of other keys may be among them. */
    @FunctionalInterface
    interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    private final String select;
    private final String key;

    /**
     * @param select statement without its where clause
     * @param key column of the keys
     */
    KeyRuns(String select, String key) {
        this.select = select;
        this.key = key;
    }

    /** Reads all rows whose keys are given, sorted. */
    void read(Connection connection, long[] keys, Taker taker)
            throws SQLException, InterruptedException {
        int from = 0;
        while (from < keys.length) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while reading flows");
            }
            int to = runEnd(keys, from);
            if (to - from >= FEW || keys[to - 1] - keys[from] == to - from - 1) {
                range(connection, keys[from], keys[to - 1], taker);
            } else {
                to = Math.min(keys.length, from + FEW);
                each(connection, Arrays.copyOfRange(keys, from, to), taker);
            }
            from = to;
        }
    }

    /** End of the longest run from here that is dense enough to be read as a range. */
    private static int runEnd(long[] keys, int from) {
        int to = from + 1;
        while (to < keys.length
                && to - from < RUN
                && keys[to] - keys[from] < (long) CLOSE * (to - from + 1)) {
            to++;
        }
        return to;
    }

    private void range(Connection connection, long first, long last, Taker taker)
            throws SQLException {
        String sql = select + " where " + key + " between ? and ? order by " + key;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, first);
            statement.setLong(2, last);
            take(statement, taker);
        }
    }

    private void each(Connection connection, long[] keys, Taker taker) throws SQLException {
        String marks = "?" + ", ?".repeat(FEW - 1);
        String sql = select + " where " + key + " in (" + marks + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < FEW; i++) {
                statement.setLong(i + 1, keys[Math.min(i, keys.length - 1)]);
            }
            take(statement, taker);
        }
    }

    private static void take(PreparedStatement statement, Taker taker) throws SQLException {
        try (ResultSet rs = statement.executeQuery()) {
            while (rs.next()) {
                taker.take(rs);
            }
        }
    }
}
