package illumiomonitor.engine.outbox;

import illumiomonitor.spi.Message;
import illumiomonitor.spi.Notifier;
import illumiomonitor.spi.NotifyException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Calls a notifier on a thread of its own, one message at a time and never longer than a limit,
 * whatever its code does.
 *
 * <p>Only this thread is ever interrupted: H2 closes its file under a thread that is interrupted
 * while it writes.
 */
final class Attempt implements AutoCloseable {

    private final String channel;
    private final Notifier notifier;
    private final Duration limit;
    private final ExecutorService thread;
    private final AtomicBoolean calling = new AtomicBoolean();
    private @Nullable CompletableFuture<String> current;
    private boolean closed;

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
     * @throws InterruptedException if it was closed meanwhile
     */
    String send(Message message) throws NotifyException, InterruptedException {
        Call call = begin(message);
        try {
            return call.answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.worker.cancel(true);
            throw NotifyException.retryable(
                    "channel %s did not come back within %d s"
                            .formatted(channel, limit.toSeconds()),
                    e);
        } catch (CancellationException e) {
            throw new InterruptedException("channel " + channel + " was stopped");
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private record Call(CompletableFuture<String> answer, Future<?> worker) {}

    private synchronized Call begin(Message message) throws InterruptedException {
        if (closed) {
            throw new InterruptedException("channel " + channel + " was stopped");
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        current = answer;
        calling.set(true);
        return new Call(answer, thread.submit(() -> call(message, answer)));
    }

    private void call(Message message, CompletableFuture<String> answer) {
        try {
            String taken = notifier.send(message);
            calling.set(false);
            answer.complete(taken);
        } catch (Throwable e) {
            // Whatever a plugin throws is that channel's failure and nobody else's.
            calling.set(false);
            answer.completeExceptionally(e);
        }
    }

    /** Only the kind of an unexpected failure is told: its text may hold a secret. */
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
    public synchronized void close() {
        closed = true;
        CompletableFuture<String> running = current;
        if (running != null) {
            running.cancel(false);
        }
        thread.shutdownNow();
        notifier.close();
    }
}
