package illumiomonitor.engine.outbox;

import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Calls a notifier, one message at a time and never longer than a limit, whatever its code does. */
final class Attempt implements AutoCloseable {

    private final String channel;
    private final Notifier notifier;
    private final Duration limit;
    private final ExecutorService thread;
    private final AtomicBoolean calling = new AtomicBoolean();

    Attempt(String channel, Notifier notifier, Duration limit) {
        this.channel = channel;
        this.notifier = notifier;
        this.limit = limit;
        this.thread =
                Executors.newSingleThreadExecutor(
                        work -> {
                            Thread made = new Thread(work, "channel-" + channel + "-send");
                            made.setDaemon(true);
                            return made;
                        });
    }

    /** Whether a call that ran out of time has still not come back. */
    boolean stuck() {
        return calling.get();
    }

    /**
     * @return the receiver's answer
     * @throws NotifyException if it was not taken, or not in time
     */
    String send(Message message) throws NotifyException, InterruptedException {
        Future<String> call = thread.submit(() -> call(message));
        try {
            return call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw NotifyException.retryable(
                    "channel %s did not come back within %d s"
                            .formatted(channel, limit.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            call.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private String call(Message message) throws NotifyException, InterruptedException {
        calling.set(true);
        try {
            return notifier.send(message);
        } finally {
            calling.set(false);
        }
    }

    /** A bug in one plugin must not hold up the others; its text may hold a secret, so only its kind is told. */
    private NotifyException failure(Throwable thrown) {
        if (thrown instanceof NotifyException known) {
            return known;
        }
        return NotifyException.retryable(
                "channel %s failed with %s".formatted(channel, thrown.getClass().getName()),
                thrown);
    }

    /** Gives up the call that is running. */
    @Override
    public void close() {
        thread.shutdownNow();
        notifier.close();
    }
}
