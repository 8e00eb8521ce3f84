package illumiomonitor.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions in SQL about the {@code history} views, as a role that can read them and
 * nothing else.
 *
 * <p>Thread-safe. Two questions are answered at a time; each has a connection of its own, so that
 * nothing one sets reaches the next.
 */
public final class SqlConsole implements AutoCloseable {

    /** Time for an answer unless the asker says otherwise. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Rows of an answer unless the asker says otherwise. */
    public static final int LIMIT = 10_000;

    private static final int AT_A_TIME = 2;
    private static final int FETCHED = 500;

    private final Reader reader;
    private final FlowTotals totals;
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final SqlWatch watch = new SqlWatch();

    SqlConsole(Reader reader, FlowTotals totals) {
        this.reader = reader;
        this.totals = totals;
    }

    /**
     * Answers a question, in memory.
     *
     * @param limit rows, 0 for all
     * @throws SqlRefused if it is not one question, is wrong, may not be asked, or takes too long
     *     for a single row
     * @throws InterruptedException if interrupted; the question is given up
     */
    public SqlResult query(String sql, Duration timeout, int limit) throws InterruptedException {
        List<String> columns = new ArrayList<>();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        String note =
                read(
                        sql,
                        timeout,
                        limit,
                        new SqlRows() {
                            @Override
                            public void columns(List<String> names) {
                                columns.addAll(names);
                            }

                            @Override
                            public void row(List<@Nullable Object> values) {
                                rows.add(values);
                            }
                        });
        return new SqlResult(columns, rows, !note.isEmpty(), note);
    }

    /**
     * Answers a question row by row.
     *
     * @param limit rows, 0 for all
     * @return why the answer was cut, one sentence; empty when it is whole
     * @throws SqlRefused as {@link #query}
     * @throws InterruptedException if interrupted; the question is given up
     */
    public String read(String sql, Duration timeout, int limit, SqlRows rows)
            throws InterruptedException {
        SqlText text = SqlText.of(reader.dialect(), sql);
        long deadline = System.nanoTime() + timeout.toNanos();
        if (!turns.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new SqlRefused("others are asking; try again in a moment", null);
        }
        try {
            if (text.mentions("flows")) {
                totals.fold();
            }
            return answer(text.statement(), timeout, deadline, limit, rows);
        } finally {
            turns.release();
        }
    }

    private String answer(String sql, Duration timeout, long deadline, int limit, SqlRows rows)
            throws InterruptedException {
        SqlReading reading = new SqlReading(limit, rows);
        SqlWatch.Watched watched = null;
        try (Connection connection = reader.connect();
                Statement statement = connection.createStatement()) {
            statement.setMaxRows(limit == 0 ? 0 : limit + 1);
            statement.setFetchSize(limit == 0 ? FETCHED : Math.min(FETCHED, limit + 1));
            watched = watch.start(statement, deadline);
            try (ResultSet answer = statement.executeQuery(sql)) {
                reading.read(answer);
            } finally {
                watched.close();
            }
        } catch (SQLException e) {
            return stopped(watched, reading, timeout, e);
        }
        rows.end();
        return reading.isCut()
                ? "only the first %,d rows; ask for more with --limit".formatted(limit)
                : "";
    }

    private static String stopped(
            SqlWatch.@Nullable Watched watched,
            SqlReading reading,
            Duration timeout,
            SQLException e)
            throws InterruptedException {
        SqlWatch.Reason reason = watched == null ? SqlWatch.Reason.NONE : watched.reason();
        String sentence =
                switch (reason) {
                    case INTERRUPTED ->
                            throw new InterruptedException("interrupted while answering SQL");
                    case MEMORY ->
                            "stopped, because the answer needs more memory than there is; narrow it";
                    case TIME ->
                            "stopped after %d s; narrow the question or ask with a longer --timeout"
                                    .formatted(timeout.toSeconds());
                    case NONE -> throw new SqlRefused(H2Error.firstLine(e), e);
                };
        if (!reading.hasRows()) {
            throw new SqlRefused(sentence, e);
        }
        reading.end();
        return sentence;
    }

    @Override
    public void close() {
        watch.close();
    }

    static List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
