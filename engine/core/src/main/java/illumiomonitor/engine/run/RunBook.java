package illumiomonitor.engine.run;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One run while it works: its steps and its log go into the store line by line, so that a page can
 * follow. One thread.
 */
final class RunBook implements Journal {

    private static final int LONGEST_LINE = 4000;

    private final Store store;
    private final Clock clock;
    private final long run;
    private int lines;
    private int steps;

    RunBook(Store store, Clock clock, long run) {
        this.store = store;
        this.clock = clock;
        this.run = run;
    }

    long run() {
        return run;
    }

    @Override
    public synchronized void info(String line) {
        write("INFO", line);
    }

    @Override
    public synchronized void warn(String line) {
        write("WARN", line);
    }

    private void write(String level, String line) {
        int seq = ++lines;
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                insert into run_log (run, seq, at, level, message)
                                values (:run, :seq, :at, :level, :message)
                                """)
                                        .bind("run", run)
                                        .bind("seq", seq)
                                        .bind("at", clock.instant())
                                        .bind("level", level)
                                        .bind("message", cut(line, LONGEST_LINE))
                                        .execute());
    }

    /** Begins a step; its number ends it. */
    int begin(String step) {
        int seq = ++steps;
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                insert into run_step (run, seq, step, started_at)
                                values (:run, :seq, :step, :now)
                                """)
                                        .bind("run", run)
                                        .bind("seq", seq)
                                        .bind("step", step)
                                        .bind("now", clock.instant())
                                        .execute());
        return seq;
    }

    void end(int seq, String outcome, long rows, String message) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                update run_step
                                   set ended_at = :now, outcome = :outcome, row_count = :rows, message = :message
                                 where run = :run
                                   and seq = :seq
                                """)
                                        .bind("now", clock.instant())
                                        .bind("outcome", outcome)
                                        .bind("rows", rows)
                                        .bind("message", cut(message, LONGEST_LINE))
                                        .bind("run", run)
                                        .bind("seq", seq)
                                        .execute());
    }

    void close(String result, String reason) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                update run
                                   set ended_at = :now, result = :result, reason = :reason, heap_after_mb = :heap
                                 where run = :run
                                """)
                                        .bind("now", clock.instant())
                                        .bind("result", result)
                                        .bind("reason", cut(reason, 2000))
                                        .bind("heap", heapAfterCollectionMb())
                                        .bind("run", run)
                                        .execute());
    }

    /**
     * What the newest collection left in the heap, of whatever kind it was; the collector decides
     * when, nobody asks it to. Zero before the first.
     */
    static int heapAfterCollectionMb() {
        Set<String> heap =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getName)
                        .collect(Collectors.toSet());
        return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .map(GarbageCollectorMXBean::getLastGcInfo)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(GcInfo::getEndTime))
                .map(
                        newest ->
                                newest.getMemoryUsageAfterGc().entrySet().stream()
                                        .filter(pool -> heap.contains(pool.getKey()))
                                        .mapToLong(pool -> pool.getValue().getUsed())
                                        .sum())
                .map(bytes -> (int) (bytes >> 20))
                .orElse(0);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
