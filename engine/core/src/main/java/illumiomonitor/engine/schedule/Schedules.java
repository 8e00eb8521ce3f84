package illumiomonitor.engine.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import illumiomonitor.db.Store;
import illumiomonitor.engine.time.Grid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done at its time: a run per PCE at every tick, and house-keeping. Kept in the store, so
 * that a tick that was missed is made up for at start.
 */
public final class Schedules implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    /** Work that ends at once when its thread is interrupted. */
    @FunctionalInterface
    public interface Work {
        void work() throws InterruptedException;
    }

    private final Store store;
    private final List<RecurringTask<Void>> tasks = new ArrayList<>();
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private @Nullable Scheduler scheduler;

    public Schedules(Store store) {
        this.store = store;
    }

    /**
     * Does this at every tick.
     *
     * @param offset how much the clock that ticks is ahead of this machine's
     */
    public void atTicks(String name, Grid grid, Supplier<Duration> offset, Work work) {
        tasks.add(
                Tasks.recurring(name, new GridSchedule(grid, offset))
                        .execute((instance, context) -> guarded(name, work)));
    }

    /** Does this again and again, with a pause between. */
    public void every(String name, Duration pause, Work work) {
        tasks.add(
                Tasks.recurring(name, FixedDelay.of(pause))
                        .execute((instance, context) -> guarded(name, work)));
    }

    /**
     * Begins. Whatever an earlier process left picked is free again: the store has one holder, and
     * that is this one.
     */
    public void start() {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null where picked"));
        Scheduler made =
                Scheduler.create(store.dataSource())
                        .startTasks(tasks)
                        .threads(tasks.size())
                        .pollingInterval(Duration.ofSeconds(1))
                        .shutdownMaxWait(Duration.ofSeconds(10))
                        .jdbcCustomization(new DefaultJdbcCustomization(true))
                        .build();
        made.start();
        scheduler = made;
    }

    private void guarded(String name, Work work) {
        working.add(Thread.currentThread());
        try {
            if (!stopping) {
                work.work();
            }
        } catch (InterruptedException e) {
            LOG.info("{} stopped", name);
        } catch (RuntimeException e) {
            // The next tick tries again; the run itself has written down what broke.
            LOG.error("{} failed", name, e);
        } finally {
            working.remove(Thread.currentThread());
        }
    }

    /**
     * Stops: work in hand is interrupted, which every wait answers at once, and a transaction is
     * waited for.
     */
    @Override
    public void close() {
        stopping = true;
        working.forEach(Thread::interrupt);
        if (scheduler != null) {
            scheduler.stop();
        }
    }
}
