package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
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
    private final TreeMap<Long, IncrementColumns> pulls = new TreeMap<>();
    private final long most;
    private final @Nullable HalfHours summed;
    private long longest;
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
    public void read(Connection connection, List<Pulls.Pull> touching, Stretch stretch, Taker taker)
            throws SQLException, InterruptedException {
        if (stretch.length() <= LONGEST) {
            forgetBefore(touching, stretch);
            for (Pulls.Pull pull : touching) {
                read(connection, pull, stretch, taker::take);
            }
        } else if (summed == null || !summed.covers(stretch)) {
            stored.read(connection, touching, stretch, taker);
        } else {
            read(connection, touching, stretch, summed, taker);
        }
    }

    private void read(
            Connection connection,
            List<Pulls.Pull> touching,
            Stretch stretch,
            HalfHours parts,
            Taker taker)
            throws SQLException, InterruptedException {
        for (Pulls.Pull pull : parts.missing(touching, stretch)) {
            IncrementColumns kept = pulls.get(pull.id());
            if (kept == null) {
                stored.read(connection, pull, Stretch.ALL, parts::take);
            } else {
                kept.in(Stretch.ALL, parts::take);
            }
        }
        if (!parts.give(stretch, taker)) {
            stored.read(connection, touching, stretch, taker);
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
        IncrementColumns kept = pulls.get(pull.id());
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

    /** Windows that follow do not reach further back than the longest so far. */
    private void forgetBefore(List<Pulls.Pull> touching, Stretch stretch) {
        if (stretch.length() < longest || touching.isEmpty()) {
            return;
        }
        longest = stretch.length();
        while (!pulls.isEmpty() && pulls.firstKey() < touching.get(0).id()) {
            rows -= pulls.pollFirstEntry().getValue().size();
        }
    }

    private void keep(long pull, IncrementColumns kept) {
        kept.close();
        pulls.put(pull, kept);
        rows += kept.size();
        while (rows > most && pulls.size() > 1) {
            rows -= pulls.pollFirstEntry().getValue().size();
        }
    }
}
