package illumiomonitor.engine.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import illumiomonitor.db.Store;
import illumiomonitor.engine.time.Grid;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
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

    /** Between two looks at the clock; not counted by that clock. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Store store;
    private final Clock clock;
    private final Plan plan;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(Schedules::daemon);
    private final List<RecurringTask<Void>> tasks = new ArrayList<>();
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private @Nullable Scheduler scheduler;
    private @Nullable ScheduledFuture<?> looking;

    public Schedules(Store store) {
        this(store, Clock.systemUTC());
    }

    Schedules(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.plan = new Plan(store, clock);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "clock-watch");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Does this at every tick.
     *
     * @param offset how much the clock that ticks is ahead of this machine's
     */
    public void atTicks(String name, Grid grid, Supplier<Duration> offset, Work work) {
        add(name, new GridSchedule(grid, offset), work);
    }

    /** Does this again and again, with a pause between. */
    public void every(String name, Duration pause, Work work) {
        add(name, FixedDelay.of(pause), work);
    }

    private void add(String name, Schedule schedule, Work work) {
        plan.add(name, schedule);
        tasks.add(
                Tasks.recurring(name, schedule)
                        .execute((instance, context) -> guarded(name, work)));
    }

    /**
     * Begins. Whatever an earlier process left picked is free again: the store has one holder, and
     * that is this one. What it did and this one does not, such as runs of a PCE that is not in the
     * configuration any more, is forgotten.
     */
    public void start() {
        store.jdbi().useTransaction(this::takeOver);
        Scheduler made =
                Scheduler.create(store.dataSource())
                        .startTasks(tasks)
                        .clock(clock::instant)
                        .threads(tasks.size())
                        .pollingInterval(Duration.ofSeconds(1))
                        .shutdownMaxWait(Duration.ofSeconds(10))
                        .jdbcCustomization(new DefaultJdbcCustomization(true))
                        .build();
        made.start();
        scheduler = made;
        looking =
                watch.scheduleWithFixedDelay(
                        () -> look(made), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The scheduler itself waits by the clock, and would wait on for as long as it was set back.
     */
    private void look(Scheduler made) {
        try {
            plan.bringForward();
            made.triggerCheckForDueExecutions();
        } catch (RuntimeException | Error e) {
            LOG.warn("What is planned could not be looked at; it is looked at again", e);
        }
    }

    private void takeOver(Handle handle) {
        handle.execute(
                "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null where picked");
        handle.createUpdate("delete from scheduled_tasks where task_name not in (<names>)")
                .bindList("names", tasks.stream().map(RecurringTask::getName).toList())
                .execute();
    }

    private void guarded(String name, Work work) {
        working.add(Thread.currentThread());
        try {
            if (!stopping) {
                work.work();
            }
        } catch (InterruptedException e) {
            LOG.info("{} stopped", name);
        } catch (RuntimeException | Error e) {
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
        if (looking != null) {
            looking.cancel(true);
        }
        watch.shutdown();
        working.forEach(Thread::interrupt);
        if (scheduler != null) {
            scheduler.stop();
        }
    }
}
