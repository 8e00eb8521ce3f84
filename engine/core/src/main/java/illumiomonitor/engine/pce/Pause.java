package illumiomonitor.engine.pce;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end at once when the thread is interrupted. */
final class Pause {

    private Pause() {}

    static void of(Duration time) throws InterruptedException {
        // The latch never opens: only the time or an interrupt ends the wait.
        boolean opened = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        if (opened) {
            throw new IllegalStateException("a latch that nobody holds was opened");
        }
    }
}
