package illumiomonitor.db;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets work on a store that people wait for go before work that nobody waits for. On two cores both
 * would share processor, memory and disk, and those who wait would wait longer. Thread-safe.
 */
public final class RightOfWay {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private volatile int ahead;

    /** Held while work goes first; closed at its end. */
    public interface Passage extends AutoCloseable {
        @Override
        void close();
    }

    /** Goes first from now on; with others that do. */
    public Passage take() {
        count(1);
        return () -> count(-1);
    }

    private void count(int more) {
        lock.lock();
        try {
            ahead += more;
            free.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * For work that nobody waits for.
     *
     * @param most how long it lets others go first in all; then it goes on beside them
     */
    public Courtesy courtesy(Duration most) {
        return new Courtesy(most.toNanos());
    }

    /** For work that somebody waits for as for a pull beside it. */
    public static Courtesy none() {
        return new RightOfWay().courtesy(Duration.ZERO);
    }

    /** Asked between two steps, where nothing is held that others need. For one thread. */
    public final class Courtesy {

        private long left;

        private Courtesy(long most) {
            this.left = most;
        }

        /**
         * Waits while others go first.
         *
         * @throws InterruptedException if the thread is told to stop, whether it has to wait or not
         */
        public void giveWay() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped between two steps");
            }
            if (ahead == 0 || left <= 0) {
                return;
            }
            lock.lockInterruptibly();
            try {
                while (ahead > 0 && left > 0) {
                    left = free.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
