package illumiomonitor.db;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions in SQL about the {@code history} views, as a role that can read them and
 * nothing else.
 *
 * <p>Thread-safe. Two questions are answered at a time; each has a connection of its own, so that
 * nothing one sets reaches the next. About a store in a file each is answered in a process of its
 * own, which ends with its asker and takes no memory from this one. Elsewhere one that cannot be
 * stopped goes on without its asker; of those there are only a few at a time.
 */
public final class SqlConsole implements AutoCloseable {

    /** Time for an answer unless the asker says otherwise. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Rows of an answer unless the asker says otherwise. */
    public static final int LIMIT = 10_000;

    private static final int AT_A_TIME = 2;

    /** Questions that may go on although their askers left, because nothing can stop them. */
    private static final int ABANDONED = 2;

    private final Reader reader;
    private final Optional<H2Loans> loans;
    private final FlowTotals totals;
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final Semaphore running = new Semaphore(AT_A_TIME + ABANDONED);
    private final Set<SqlQuestion> questions = ConcurrentHashMap.newKeySet();
    private final SqlWatch watch = new SqlWatch();
    private final SqlProcesses processes;
    private final ThreadFactory threads;
    private volatile boolean closed;

    SqlConsole(Reader reader, Optional<H2Loans> loans, FlowTotals totals) {
        this(reader, loans, totals, SqlConsole::daemon, new SqlProcesses());
    }

    /**
     * @param loans of a store in a file: what is asked of it is answered in processes of their own
     * @param threads makes the one of a question, which must not keep the program from ending
     * @param processes that answer what is asked of a store in a file
     */
    SqlConsole(
            Reader reader,
            Optional<H2Loans> loans,
            FlowTotals totals,
            ThreadFactory threads,
            SqlProcesses processes) {
        this.reader = reader;
        this.loans = loans;
        this.totals = totals;
        this.threads = threads;
        this.processes = processes;
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sql-question");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Answers faster while somebody asks again and again, at the price of a process that waits for
     * the next question. For a service; whoever asks once has no use for it.
     */
    public void expectMore() {
        processes.keepOneReady();
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
        SqlTerms terms = new SqlTerms(timeout, System.nanoTime(), limit);
        SqlQuestion question = new SqlQuestion(place(terms), totals, text, terms);
        if (!turns.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new SqlRefused("others are asking; try again in a moment", null);
        }
        try {
            if (!running.tryAcquire()) {
                throw new SqlRefused(
                        "questions that were given up still keep the database busy; try again later",
                        null);
            }
            return started(question).answer(rows);
        } finally {
            turns.release();
        }
    }

    private SqlPlace place(SqlTerms terms) {
        return loans.<SqlPlace>map(lender -> new SqlAway(processes, lender, reader, terms))
                .orElseGet(() -> new SqlHere(reader, watch, terms));
    }

    private SqlQuestion started(SqlQuestion question) {
        boolean started = false;
        questions.add(question);
        try {
            if (closed) {
                throw SqlTerms.closing(null);
            }
            question.start(threads, () -> ended(question));
            started = true;
            return question;
        } finally {
            // There may be no more threads to be had.
            if (!started) {
                ended(question);
            }
        }
    }

    private void ended(SqlQuestion question) {
        questions.remove(question);
        running.release();
        if (loans.isPresent()) {
            processes.prepare();
        }
    }

    /**
     * Ends every question, also those that nobody waits for any more: each holds the store open.
     */
    @Override
    public void close() {
        closed = true;
        questions.forEach(SqlQuestion::breakOff);
        processes.close();
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
