package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads each pull once and keeps it while the windows that overlap it are judged one after the
 * other. The pulls of long windows would not all fit: those are summed up where many windows follow
 * each other, else read from the store. Not thread-safe.
 */
final class KeptIncrements implements IncrementSource {

    /** A larger pull, such as the first, is read each time. */
    private static final long LARGEST = 350_000;

    private static final long LONGEST = Duration.ofHours(1).toNanos() / 1_000;

    private final StoredIncrements stored = new StoredIncrements();
    private final Map<Long, IncrementColumns> pulls = new HashMap<>();
    private final Queue<Long> oldest = new ArrayDeque<>();
    private final long most;
    private final @Nullable HalfHours summed;
    private long rows;

    /**
     * @param most rows that are kept, about 100 bytes each
     * @param along whether windows follow each other in time
     */
    KeptIncrements(long most, boolean along) {
        this.most = most;
        this.summed = along ? new HalfHours() : null;
    }

    @Override
    public void read(Connection connection, List<Pulls.Pull> pulls, Stretch stretch, Taker taker)
            throws SQLException, InterruptedException {
        if (stretch.length() <= LONGEST) {
            for (Pulls.Pull pull : pulls) {
                read(connection, pull, stretch, taker::take);
            }
        } else if (summed == null || !summed.covers(stretch)) {
            stored.read(connection, pulls, stretch, taker);
        } else {
            HalfHours parts = summed;
            for (Pulls.Pull pull : parts.missing(pulls, stretch)) {
                read(connection, pull, Stretch.ALL, parts::take);
            }
            if (!parts.give(stretch, taker)) {
                stored.read(connection, pulls, stretch, taker);
            }
        }
    }

    @Override
    public IncrementSource forWindows(int windows) {
        return this;
    }

    private void read(
            Connection connection,
            Pulls.Pull pull,
            Stretch stretch,
            Consumer<IncrementRow> consumer)
            throws SQLException, InterruptedException {
        IncrementColumns kept = this.pulls.get(pull.id());
        if (kept == null && pull.increments() > LARGEST) {
            stored.read(connection, pull, stretch, consumer);
            return;
        }
        if (kept == null) {
            kept = new IncrementColumns();
            stored.read(connection, pull, Stretch.ALL, kept::add);
            keep(pull.id(), kept);
        }
        kept.in(stretch, consumer);
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
