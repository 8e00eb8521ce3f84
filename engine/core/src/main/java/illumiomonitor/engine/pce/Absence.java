package illumiomonitor.engine.pce;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a PCE could not be reached just now although it was tried again and again. What is asked
 * next is then tried once: a run has several questions, and need not wait for each of them.
 * Thread-safe.
 */
final class Absence {

    /** Less than between two runs: each begins with all its tries. */
    private static final Duration RECENT = Duration.ofSeconds(30);

    private volatile @Nullable Long since;

    boolean recent() {
        Long noted = since;
        return noted != null && System.nanoTime() - noted < RECENT.toNanos();
    }

    /** The last of all tries failed like this. */
    void note(PceFault fault) {
        since = fault.stage() == PceFault.Stage.UNSENT ? Long.valueOf(System.nanoTime()) : null;
    }

    void over() {
        since = null;
    }
}
