package illumiomonitor.engine.run;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work on the other core while this one pulls, which mostly waits for the PCE. Closing it ends it:
 * when the run is over, nothing of it works on.
 */
final class Beside<T> implements AutoCloseable {

    private final FutureTask<T> task;
    private final Thread thread;

    Beside(String name, Callable<T> work) {
        task = new FutureTask<>(work);
        thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** What came of it; waits for it. */
    T get() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException(thread.getName() + " broke off", e.getCause());
        }
    }

    @Override
    public void close() {
        task.cancel(true);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The run is told to stop already; what it began must end first.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
