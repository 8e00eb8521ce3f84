package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.Leash;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Stops the rules on a thread when their budget is used up or the thread is interrupted. */
final class Watch implements AutoCloseable {

    private static final long EVERY_MS = 25;

    private static final ScheduledExecutorService WATCHMAN =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "rule-watch");
                        thread.setDaemon(true);
                        return thread;
                    });

    private final Thread watched = Thread.currentThread();
    private final Budget budget;
    private final Runnable halt;
    private final ScheduledFuture<?> task;
    private boolean closed;

    Watch(Budget budget, Runnable halt) {
        this.budget = budget;
        this.halt = halt;
        this.task =
                WATCHMAN.scheduleAtFixedRate(this::look, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        if (!closed && (budget.check() || watched.isInterrupted())) {
            Leash.pull(watched);
            halt.run();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        task.cancel(false);
        Leash.loosen(watched);
    }
}
