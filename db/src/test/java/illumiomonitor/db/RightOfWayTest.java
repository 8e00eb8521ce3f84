package illumiomonitor.db;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RightOfWayTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final RightOfWay way = new RightOfWay();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean stopped = new AtomicBoolean();

    @Test
    void goes_on_at_once_when_nobody_goes_first() {
        assertDoesNotThrow(way.courtesy(LONG)::giveWay);
    }

    @Test
    void waits_until_the_last_of_those_that_go_first_is_through() throws InterruptedException {
        RightOfWay.Passage one = way.take();
        RightOfWay.Passage other = way.take();
        Thread waiting = waiting(LONG);

        one.close();
        untilItWaits(waiting);
        assertFalse(over.await(0, TimeUnit.SECONDS));
        other.close();

        over.await();
        assertFalse(stopped.get());
    }

    @Test
    @SuppressWarnings("try") // The passage only has to be taken.
    void waits_no_longer_than_it_has_to_in_all() throws InterruptedException {
        try (RightOfWay.Passage first = way.take()) {
            RightOfWay.Courtesy courtesy = way.courtesy(Duration.ofMillis(20));
            long begun = System.nanoTime();
            courtesy.giveWay();
            assertTrue(System.nanoTime() - begun >= Duration.ofMillis(20).toNanos());

            assertDoesNotThrow(courtesy::giveWay);
        }
    }

    @Test
    @SuppressWarnings("try") // The passage only has to be taken.
    void is_stopped_while_it_waits() throws InterruptedException {
        try (RightOfWay.Passage first = way.take()) {
            Thread waiting = waiting(LONG);
            untilItWaits(waiting);

            waiting.interrupt();

            over.await();
            assertTrue(stopped.get());
        }
    }

    @Test
    void is_stopped_also_where_nobody_goes_first() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, way.courtesy(LONG)::giveWay);
    }

    private Thread waiting(Duration most) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                way.courtesy(most).giveWay();
                            } catch (InterruptedException e) {
                                stopped.set(true);
                            }
                            over.countDown();
                        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void untilItWaits(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
