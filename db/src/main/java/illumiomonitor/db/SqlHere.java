package illumiomonitor.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Answers a question in this process, over a connection of its own. */
final class SqlHere implements SqlPlace {

    private static final int FETCHED = 500;

    private final SqlDoor door;
    private final SqlWatch watch;
    private final SqlTerms terms;
    private volatile boolean left;
    private volatile boolean ended;
    private volatile @Nullable Connection open;
    private volatile SqlWatch.@Nullable Watched watched;

    SqlHere(SqlDoor door, SqlWatch watch, SqlTerms terms) {
        this.door = door;
        this.watch = watch;
        this.terms = terms;
    }

    @Override
    public String answer(String sql, SqlRows rows) {
        SqlReading reading = new SqlReading(terms.limit(), rows);
        refuseEnded();
        try (Connection connection = door.connect();
                Statement statement = connection.createStatement()) {
            open = connection;
            refuseEnded();
            int most = terms.oneMore();
            statement.setMaxRows(most);
            statement.setFetchSize(most == 0 ? FETCHED : Math.min(FETCHED, most));
            read(statement, sql, reading);
        } catch (SQLException e) {
            return stopped(reading, e);
        } catch (StackOverflowError e) {
            throw new SqlRefused("the statement is nested too deeply", e);
        } catch (OutOfMemoryError e) {
            throw new SqlRefused(SqlTerms.TOO_LARGE, e);
        }
        return reading.isCut() ? terms.cut() : "";
    }

    private void read(Statement statement, String sql, SqlReading reading) throws SQLException {
        try (SqlWatch.Watched running = watch.start(statement, terms.deadline())) {
            watched = running;
            if (left || ended) {
                running.giveUp();
            }
            try (ResultSet answer = statement.executeQuery(sql)) {
                reading.read(answer);
            }
        }
    }

    private String stopped(SqlReading reading, SQLException e) {
        if (ended) {
            throw SqlTerms.closing(e);
        }
        SqlWatch.Watched running = watched;
        SqlWatch.Reason reason = running == null ? SqlWatch.Reason.NONE : running.reason();
        String sentence =
                switch (reason) {
                    case LEFT, TIME -> terms.late();
                    case MEMORY -> SqlTerms.TOO_LARGE;
                    case NONE -> H2Error.firstLine(e);
                };
        if (reason == SqlWatch.Reason.NONE || !reading.hasRows()) {
            throw new SqlRefused(sentence, e);
        }
        return sentence;
    }

    private void refuseEnded() {
        if (ended) {
            throw SqlTerms.closing(null);
        }
    }

    @Override
    public void giveUp() {
        left = true;
        SqlWatch.Watched running = watched;
        if (running != null) {
            running.giveUp();
        }
    }

    /** Even while it looks at nothing. */
    @Override
    public void breakOff() {
        ended = true;
        giveUp();
        Connection connection = open;
        if (connection != null) {
            door.sever(connection);
        }
    }
}
