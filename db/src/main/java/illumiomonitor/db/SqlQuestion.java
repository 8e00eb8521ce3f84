package illumiomonitor.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question to the database, on a thread of its own: the asker leaves in time even when the
 * database looks at nothing before it has finished.
 */
final class SqlQuestion implements SqlRows {

    private static final String TOO_LARGE =
            "stopped, because the answer needs more memory than there is; narrow it";

    private static final Logger log = LoggerFactory.getLogger(SqlQuestion.class);

    /** Rows that may wait for the asker to take them. */
    private static final int AHEAD = 100;

    private static final int FETCHED = 500;
    private static final long LOOK_MS = 50;

    /** For a database that does look, until it has looked. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Reader reader;
    private final SqlWatch watch;
    private final FlowTotals totals;
    private final SqlText text;
    private final Duration timeout;
    private final long start;
    private final int limit;
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
    private volatile boolean left;
    private volatile boolean ended;
    private volatile @Nullable Connection open;
    private volatile SqlWatch.@Nullable Watched watched;

    /**
     * @param start of the time that the asker gave, as {@link System#nanoTime} tells it
     */
    SqlQuestion(
            Reader reader,
            SqlWatch watch,
            FlowTotals totals,
            SqlText text,
            Duration timeout,
            long start,
            int limit) {
        this.reader = reader;
        this.watch = watch;
        this.totals = totals;
        this.text = text;
        this.timeout = timeout;
        this.start = start;
        this.limit = limit;
    }

    /** What the thread of the question hands to the asker. */
    private sealed interface Step {

        record Columns(List<String> names) implements Step {}

        record Row(List<@Nullable Object> values) implements Step {}

        record Ended(String note, @Nullable RuntimeException failure) implements Step {}
    }

    /**
     * Begins to ask.
     *
     * @param after done once the question has come to its end, perhaps long after the asker left
     */
    void start(ThreadFactory threads, Runnable after) {
        threads.newThread(() -> work(after)).start();
    }

    /**
     * Hands the answer on in the asker's own thread.
     *
     * @return why the answer was cut, empty when it is whole
     */
    String answer(SqlRows rows) throws InterruptedException {
        try {
            return follow(rows);
        } finally {
            leave();
        }
    }

    private String follow(SqlRows rows) throws InterruptedException {
        boolean any = false;
        while (true) {
            Step step = steps.poll(patience(), TimeUnit.NANOSECONDS);
            if (step instanceof Step.Columns columns) {
                rows.columns(columns.names);
            } else if (step instanceof Step.Row row) {
                rows.row(row.values);
                any = true;
            } else if (step instanceof Step.Ended ended && ended.failure != null) {
                throw ended.failure;
            } else if (step instanceof Step.Ended ended) {
                rows.end();
                return ended.note;
            } else if (!any) {
                throw new SqlRefused(late(), null);
            } else {
                rows.end();
                return late();
            }
        }
    }

    private long patience() {
        return start + timeout.plus(GRACE).toNanos() - System.nanoTime();
    }

    private void leave() {
        left = true;
        giveUp();
    }

    private void giveUp() {
        SqlWatch.Watched running = watched;
        if (running != null) {
            running.giveUp();
        }
    }

    /**
     * Takes the database away from it, even while it looks at nothing. Its asker, if there still is
     * one, is told.
     */
    void breakOff() {
        ended = true;
        giveUp();
        Connection connection = open;
        if (connection != null) {
            reader.sever(connection);
        }
    }

    private void work(Runnable after) {
        Step end;
        try {
            end = ask();
        } catch (RuntimeException e) {
            end = new Step.Ended("", ended ? closing(e) : e);
        } catch (StackOverflowError e) {
            end = failed("the statement is nested too deeply", e);
        } catch (OutOfMemoryError e) {
            end = failed(TOO_LARGE, e);
        } catch (Error e) {
            end = new Step.Ended("", new IllegalStateException("a question broke off", e));
        } finally {
            after.run();
        }
        isTaken(end);
    }

    private static Step failed(String sentence, Throwable cause) {
        return new Step.Ended("", new SqlRefused(sentence, cause));
    }

    private Step ask() {
        if (text.mentions("flows")) {
            fold();
        }
        SqlReading reading = new SqlReading(limit, this);
        refuseEnded();
        try (Connection connection = reader.connect();
                Statement statement = connection.createStatement()) {
            open = connection;
            refuseEnded();
            statement.setMaxRows(oneMore());
            statement.setFetchSize(limit == 0 ? FETCHED : Math.min(FETCHED, oneMore()));
            read(statement, reading);
        } catch (SQLException e) {
            return stopped(reading, e);
        }
        return new Step.Ended(
                reading.isCut()
                        ? "only the first %,d rows; ask for more with --limit".formatted(limit)
                        : "",
                null);
    }

    private void refuseEnded() {
        if (ended) {
            throw closing(null);
        }
    }

    private static SqlRefused closing(@Nullable Throwable cause) {
        return new SqlRefused("the store is being closed", cause);
    }

    private void read(Statement statement, SqlReading reading) throws SQLException {
        try (SqlWatch.Watched running = watch.start(statement, start + timeout.toNanos())) {
            watched = running;
            if (left || ended) {
                running.giveUp();
            }
            try (ResultSet answer = statement.executeQuery(text.statement())) {
                reading.read(answer);
            }
        }
    }

    /** The limit and one, which shows that there are more; 0 for any number. */
    private int oneMore() {
        return limit == 0 || limit == Integer.MAX_VALUE ? 0 : limit + 1;
    }

    /** Only makes the answer come sooner: what is not folded is read from the increments. */
    private void fold() {
        long half = start + timeout.toNanos() / 2;
        try {
            totals.foldWhile(() -> !left && !ended && System.nanoTime() - half < 0);
        } catch (JdbiException e) {
            log.warn("The totals of flows could not be folded before a question", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Step stopped(SqlReading reading, SQLException e) {
        if (ended) {
            return new Step.Ended("", closing(e));
        }
        SqlWatch.Watched running = watched;
        SqlWatch.Reason reason = running == null ? SqlWatch.Reason.NONE : running.reason();
        String sentence =
                switch (reason) {
                    case LEFT, TIME -> late();
                    case MEMORY -> TOO_LARGE;
                    case NONE -> H2Error.firstLine(e);
                };
        boolean partly = reason != SqlWatch.Reason.NONE && reading.hasRows();
        return partly ? new Step.Ended(sentence, null) : failed(sentence, e);
    }

    private String late() {
        return "stopped after %d s; narrow the question or ask with a longer --timeout"
                .formatted(timeout.toSeconds());
    }

    @Override
    public void columns(List<String> names) {
        put(new Step.Columns(names));
    }

    @Override
    public void row(List<@Nullable Object> values) {
        put(new Step.Row(values));
    }

    private void put(Step step) {
        if (!isTaken(step)) {
            throw new CancellationException("the asker has left");
        }
    }

    private boolean isTaken(Step step) {
        try {
            while (!left) {
                if (steps.offer(step, LOOK_MS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            // Ends the thread as well: nothing of the program interrupts it for another reason.
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
