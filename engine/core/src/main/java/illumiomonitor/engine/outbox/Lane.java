package illumiomonitor.engine.outbox;

import illumiomonitor.db.Store;
import illumiomonitor.spi.NotifyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One channel's way out, with a thread of its own: nothing that happens to a channel touches
 * another. A channel that fails three times in a row is left alone until the next time.
 */
final class Lane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int AT_ONCE = 50;
    private static final int IN_A_ROW = 3;

    private final String channel;
    private final Attempt attempt;
    private final Store store;
    private final Backoff backoff;
    private final Clock clock;
    private final ExecutorService thread;
    private @Nullable CompletableFuture<Tally> running;
    private boolean again;
    private Instant leftAloneUntil = Instant.MIN;

    Lane(String channel, Attempt attempt, Store store, Backoff backoff, Clock clock) {
        this.channel = channel;
        this.attempt = attempt;
        this.store = store;
        this.backoff = backoff;
        this.clock = clock;
        this.thread =
                Executors.newSingleThreadExecutor(
                        work -> {
                            Thread made = new Thread(work, "channel-" + channel);
                            made.setDaemon(true);
                            return made;
                        });
    }

    /** Sends what is due; when it is at it already, it looks once more before it ends. */
    synchronized CompletableFuture<Tally> kick() {
        CompletableFuture<Tally> now = running;
        if (now != null && !now.isDone()) {
            again = true;
            return now;
        }
        CompletableFuture<Tally> next = new CompletableFuture<>();
        running = next;
        if (thread.isShutdown()) {
            next.complete(new Tally(0, 0, 0, "channel " + channel + " was stopped"));
            return next;
        }
        thread.execute(() -> run(next));
        return next;
    }

    private void run(CompletableFuture<Tally> result) {
        try {
            Tally tally = Tally.NOTHING;
            do {
                tally = tally.and(pass());
            } while (more(result, tally));
        } catch (InterruptedException e) {
            // The attempt was closed; nothing is marked, so it is sent again later.
            result.complete(new Tally(0, 0, 0, "channel " + channel + " was stopped"));
        } catch (RuntimeException e) {
            // The store failed; what was sent and not marked is sent again with the same key.
            LOG.error("channel {} could not read or mark its messages", channel, e);
            result.completeExceptionally(e);
        }
    }

    /**
     * Ends the run unless somebody has asked meanwhile. Under the lock, so that no kick is lost.
     */
    private synchronized boolean more(CompletableFuture<Tally> result, Tally tally) {
        if (again) {
            again = false;
            return true;
        }
        result.complete(tally);
        return false;
    }

    private Tally pass() throws InterruptedException {
        Tally tally = Tally.NOTHING;
        int inARow = 0;
        while (true) {
            List<Due> due = due();
            for (Due message : due) {
                String obstacle = obstacle(message);
                if (!obstacle.isEmpty()) {
                    return tally.stoppedBy(obstacle);
                }
                Tally one = send(message);
                tally = tally.and(one);
                inARow = one.failed() > 0 ? inARow + 1 : 0;
                if (inARow == IN_A_ROW) {
                    return tally;
                }
            }
            if (due.size() < AT_ONCE) {
                return tally;
            }
        }
    }

    /** Why nothing may be sent now, empty when it may. */
    private String obstacle(Due message) {
        if (attempt.stuck()) {
            return "channel " + channel + " has not come back yet";
        }
        return !message.test() && clock.instant().isBefore(leftAloneUntil)
                ? "channel %s asked to be left alone until %s".formatted(channel, leftAloneUntil)
                : "";
    }

    private List<Due> due() {
        return store.jdbi()
                .withExtension(
                        DeliveryDao.class, dao -> dao.due(channel, clock.instant(), AT_ONCE));
    }

    private Tally send(Due message) throws InterruptedException {
        long start = System.nanoTime();
        try {
            String answer = attempt.send(Payload.read(message.payload()));
            sent(message, answer, sinceMs(start));
            return new Tally(1, 0, 0, "");
        } catch (NotifyException e) {
            return failed(message, e, sinceMs(start));
        }
    }

    private void sent(Due message, String answer, long tookMs) {
        Instant now = clock.instant();
        store.jdbi()
                .useTransaction(
                        handle -> {
                            DeliveryDao dao = handle.attach(DeliveryDao.class);
                            dao.sent(message.deliveryId(), cut(answer), now, tookMs);
                            long offset = dao.clockOffsetMs(message.deliveryId()).orElse(0L);
                            dao.told(message.deliveryId(), now.plusMillis(offset));
                        });
    }

    private Tally failed(Due message, NotifyException e, long tookMs) {
        Instant now = clock.instant();
        int attempts = message.attempts() + 1;
        boolean dead = !e.isRetryable() || message.test() || attempts >= Backoff.ATTEMPTS;
        Duration asked = e.after();
        Instant next = now.plus(backoff.after(attempts, asked));
        if (asked != null && !dead) {
            leftAloneUntil = next;
        }
        String sentence = String.valueOf(e.getMessage());
        // Whoever tests is answered.
        LOG.atLevel(message.test() ? Level.DEBUG : Level.WARN)
                .log(
                        "channel {}: {}; {}",
                        channel,
                        sentence,
                        dead
                                ? "message " + message.deliveryId() + " given up"
                                : "again at " + next);
        // The sentence says what is wrong; where it came up helps only who looks for a bug of ours.
        LOG.debug("channel {} failed", channel, e);
        store.jdbi()
                .useExtension(
                        DeliveryDao.class,
                        dao ->
                                dao.failed(
                                        message.deliveryId(),
                                        dead ? "DEAD" : "PENDING",
                                        attempts,
                                        cut(sentence),
                                        next,
                                        tookMs));
        return new Tally(0, dead ? 0 : 1, dead ? 1 : 0, sentence);
    }

    private static long sinceMs(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static String cut(String text) {
        return text.length() <= 2000 ? text : text.substring(0, 2000);
    }

    /** Never interrupts its own thread, which may be writing to the store. */
    @Override
    public synchronized void close() {
        thread.shutdown();
        attempt.close();
    }

    /** Waits until its thread has ended, at most so long. */
    boolean ended(Duration within) throws InterruptedException {
        return thread.awaitTermination(within.toMillis(), TimeUnit.MILLISECONDS);
    }
}
