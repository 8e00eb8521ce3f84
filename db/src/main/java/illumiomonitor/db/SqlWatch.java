package illumiomonitor.db;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    /**
     * Share of a part of the heap that may be in use right after a collection. A collector that
     * frees less has the next one to do at once, and soon nothing else.
     */
    private static final double COLLECTED_SHARE = 0.85;

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
        LEFT
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
        private final ScheduledFuture<?> looking;
        private volatile Reason reason = Reason.NONE;
        private final long collections = collections();
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

        /** Nobody waits for it any more. */
        void giveUp() {
            if (!looking.isCancelled()) {
                stop(Reason.LEFT);
            }
        }

        private void look() {
            looksOverShare = isHeapFull() ? looksOverShare + 1 : 0;
            if (reason != Reason.NONE) {
                // It may have been told before it had begun.
                stop(reason);
            } else if (System.nanoTime() - deadline > 0) {
                stop(Reason.TIME);
            } else if (looksOverShare >= LOOKS_OVER_SHARE
                    || collections() > collections && isFullAfterCollection()) {
                stop(Reason.MEMORY);
            }
        }

        private static boolean isHeapFull() {
            Runtime runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory() > HEAP_SHARE * runtime.maxMemory();
        }

        /** How often the part of the heap was collected that lasting things stand in. */
        private static long collections() {
            Set<String> names = new HashSet<>();
            lasting().forEach(pool -> names.add(pool.getName()));
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .filter(
                            one ->
                                    List.of(one.getMemoryPoolNames()).stream()
                                            .anyMatch(names::contains))
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }

        private static boolean isFullAfterCollection() {
            return lasting()
                    .map(MemoryPoolMXBean::getCollectionUsage)
                    .anyMatch(
                            left ->
                                    left != null
                                            && left.getUsed() > COLLECTED_SHARE * left.getMax());
        }

        /** Not the parts that are emptied into others, which are smaller. */
        private static Stream<MemoryPoolMXBean> lasting() {
            long half = Runtime.getRuntime().maxMemory() / 2;
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .filter(pool -> pool.getUsage().getMax() > half);
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
