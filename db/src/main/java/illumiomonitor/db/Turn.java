package illumiomonitor.db;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to put a file in the place of a store, or to open what is there. A process that opened
 * a store while another replaces it would write to a file that nobody finds again.
 */
final class Turn implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Turn.class);

    /**
     * Locks that this process has. To open one of their files once more and close it would give the
     * lock back.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path lock;
    private final FileChannel channel;

    private Turn(Path lock, FileChannel channel) {
        this.lock = lock;
        this.channel = channel;
    }

    /**
     * Takes it; a process that is killed gives it back.
     *
     * @param store its file, which need not exist
     * @throws StoreException if another process has it, or the folder cannot be written
     */
    static Turn of(Path store) {
        try {
            Path folder = store.resolveSibling("");
            Files.createDirectories(folder);
            String name = store.getFileName().toString().replace(Store.EXTENSION, ".opening.lock");
            Turn turn = taken(folder.toRealPath().resolve(name));
            if (turn != null) {
                return turn;
            }
        } catch (IOException e) {
            throw new StoreException(
                    Problem.BROKEN, "the store " + store + " cannot be opened: " + e, e);
        }
        throw new StoreException(
                Problem.IN_USE,
                "the store "
                        + store
                        + " is being opened, brought up to date or restored by another process",
                null);
    }

    private static @Nullable Turn taken(Path lock) throws IOException {
        if (!HELD.add(lock)) {
            return null;
        }
        Turn turn = null;
        try {
            turn = locked(lock);
            return turn;
        } finally {
            if (turn == null) {
                HELD.remove(lock);
            }
        }
    }

    private static @Nullable Turn locked(Path lock) throws IOException {
        FileChannel channel = FileChannel.open(lock, CREATE, WRITE);
        boolean ours = false;
        try {
            ours = isOurs(channel, lock);
            return ours ? new Turn(lock, channel) : null;
        } finally {
            if (!ours) {
                channel.close();
            }
        }
    }

    private static boolean isOurs(FileChannel channel, Path lock) throws IOException {
        try {
            // An older version of this program takes the file away when it is done.
            return channel.tryLock() != null && Files.exists(lock);
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The file stays: who had opened it before it was gone would lock what nobody else finds. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // What was done in the turn is done; the lock itself ends with the process.
            log.warn("{} could not be closed", lock, e);
        } finally {
            HELD.remove(lock);
        }
    }
}
