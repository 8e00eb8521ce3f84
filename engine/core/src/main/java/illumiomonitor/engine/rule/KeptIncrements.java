package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Reads each pull once and keeps it while the windows that overlap it are judged one after the
 * other. Long windows read from the store, as their pulls would not all fit. Not thread-safe.
 */
final class KeptIncrements implements IncrementSource {

    /** A larger pull, such as the first, is read each time. */
    private static final long LARGEST = 350_000;

    private static final long LONGEST = Duration.ofHours(1).toNanos() / 1_000;
    private static final Stretch ALL =
            new Stretch(
                    Micros.of(Instant.parse("1970-01-01T00:00:00Z")),
                    Micros.of(Instant.parse("9999-01-01T00:00:00Z")));

    private final IncrementSource stored = new StoredIncrements();
    private final Map<Long, IncrementColumns> pulls = new HashMap<>();
    private final Queue<Long> oldest = new ArrayDeque<>();
    private final long most;
    private long rows;

    /**
     * @param most rows that are kept, about 100 bytes each
     */
    KeptIncrements(long most) {
        this.most = most;
    }

    @Override
    public void read(Connection connection, Pulls.Pull pull, Stretch stretch, Taker taker)
            throws SQLException, InterruptedException {
        if (stretch.length() > LONGEST || pull.increments() > LARGEST) {
            stored.read(connection, pull, stretch, taker);
            return;
        }
        IncrementColumns kept = pulls.get(pull.id());
        if (kept == null) {
            kept = new IncrementColumns();
            stored.read(connection, pull, ALL, kept::add);
            keep(pull.id(), kept);
        }
        kept.in(stretch, taker);
    }

    @Override
    public IncrementSource forWindows(int windows) {
        return this;
    }

    private void keep(long pull, IncrementColumns kept) {
        kept.close();
        pulls.put(pull, kept);
        oldest.add(pull);
        rows += kept.size();
        while (rows > most && oldest.size() > 1) {
            IncrementColumns gone = pulls.remove(oldest.remove());
            rows -= gone == null ? 0 : gone.size();
        }
    }
}
