package illumiomonitor.db;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a question that takes too long, needs too much memory, or that nobody waits for any more.
 */
final class SqlWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SqlWatch.class);
    private static final long EVERY_MS = 20;

    /** Share of the heap that may be in use, all work of the program together. */
    private static final double HEAP_SHARE = 0.92;

    private static final int LOOKS_OVER_SHARE = 3;

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, SqlWatch::daemon);

    SqlWatch() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Why a question was stopped. */
    enum Reason {
        NONE,
        TIME,
        MEMORY,
        INTERRUPTED
    }

    Watched start(Statement statement, long deadlineNanos) {
        return new Watched(statement, deadlineNanos);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sql-watch");
        thread.setDaemon(true);
        return thread;
    }

    /** One question under watch. */
    final class Watched implements AutoCloseable {

        private final Statement statement;
        private final long deadline;
        private final Thread asker = Thread.currentThread();
        private final ScheduledFuture<?> looking;
        private volatile Reason reason = Reason.NONE;
        private int looksOverShare;

        private Watched(Statement statement, long deadline) {
            this.statement = statement;
            this.deadline = deadline;
            this.looking =
                    timer.scheduleWithFixedDelay(
                            this::look, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
        }

        Reason reason() {
            return reason;
        }

        private void look() {
            looksOverShare = isHeapFull() ? looksOverShare + 1 : 0;
            if (asker.isInterrupted()) {
                stop(Reason.INTERRUPTED);
            } else if (System.nanoTime() - deadline > 0) {
                stop(Reason.TIME);
            } else if (looksOverShare >= LOOKS_OVER_SHARE) {
                stop(Reason.MEMORY);
            }
        }

        private static boolean isHeapFull() {
            Runtime runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory() > HEAP_SHARE * runtime.maxMemory();
        }

        private void stop(Reason why) {
            if (reason == Reason.NONE) {
                reason = why;
            }
            try {
                statement.cancel();
            } catch (SQLException e) {
                log.warn("A question in SQL could not be stopped", e);
            }
        }

        @Override
        public void close() {
            looking.cancel(false);
        }
    }
}
