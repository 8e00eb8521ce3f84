package illumiomonitor.db;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
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

    private static final Logger log = LoggerFactory.getLogger(SqlQuestion.class);

    /** Rows that may wait for the asker to take them. */
    private static final int AHEAD = 100;

    /** Characters of rows that may wait for the asker, whatever their number. */
    private static final int WAITING = 4_000_000;

    private static final long LOOK_MS = 50;

    /** For a database that does look, until it has looked. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final SqlPlace place;
    private final FlowTotals totals;
    private final SqlText text;
    private final SqlTerms terms;
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(AHEAD);
    private final Semaphore room = new Semaphore(WAITING);
    private volatile boolean left;
    private volatile boolean ended;

    SqlQuestion(SqlPlace place, FlowTotals totals, SqlText text, SqlTerms terms) {
        this.place = place;
        this.totals = totals;
        this.text = text;
        this.terms = terms;
    }

    /** What the thread of the question hands to the asker. */
    private sealed interface Step {

        record Columns(List<String> names) implements Step {}

        record Row(List<@Nullable Object> values, int weight) implements Step {}

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
                room.release(row.weight);
                any = true;
            } else if (step instanceof Step.Ended ended && ended.failure != null) {
                throw ended.failure;
            } else if (step instanceof Step.Ended ended) {
                rows.end();
                return ended.note;
            } else if (!any) {
                throw new SqlRefused(terms.late(), null);
            } else {
                rows.end();
                return terms.late();
            }
        }
    }

    private long patience() {
        return terms.deadline() + GRACE.toNanos() - System.nanoTime();
    }

    private void leave() {
        left = true;
        place.giveUp();
    }

    /**
     * Takes the database away from it, even while it looks at nothing. Its asker, if there still is
     * one, is told.
     */
    void breakOff() {
        ended = true;
        place.breakOff();
    }

    private void work(Runnable after) {
        Step end;
        try {
            end = ask();
        } catch (RuntimeException e) {
            end = new Step.Ended("", ended ? SqlTerms.closing(e) : e);
        } catch (Error e) {
            end = new Step.Ended("", new IllegalStateException("a question broke off", e));
        } finally {
            after.run();
        }
        isTaken(end);
    }

    private Step ask() {
        if (text.mentions("flows")) {
            fold();
        }
        return new Step.Ended(place.answer(text.statement(), this), null);
    }

    /** Only makes the answer come sooner: what is not folded is read from the increments. */
    private void fold() {
        long half = terms.start() + terms.timeout().toNanos() / 2;
        try {
            totals.foldWhile(() -> !left && !ended && System.nanoTime() - half < 0);
        } catch (JdbiException | StoreException e) {
            log.warn("The totals of flows could not be folded before a question", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void columns(List<String> names) {
        put(new Step.Columns(names));
    }

    @Override
    public void row(List<@Nullable Object> values) {
        int weight = Math.min(SqlReading.weight(values), WAITING);
        if (!hasRoom(weight)) {
            throw new CancellationException("the asker has left");
        }
        put(new Step.Row(values, weight));
    }

    private boolean hasRoom(int weight) {
        try {
            while (!left) {
                if (room.tryAcquire(weight, LOOK_MS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
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
