package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup in the place of a store. The old store is there, whole, until the new one has been
 * opened once.
 */
final class Restore {

    private Restore() {}

    @SuppressWarnings("try") // The turn only has to be ours.
    static void from(Path backup, String url, boolean overwrite) {
        Dialect dialect = Dialect.of(url);
        if (dialect == Dialect.POSTGRESQL) {
            throw new StoreException(
                    Problem.UNSUPPORTED,
                    "this store is in PostgreSQL: bring it back with pg_restore or psql",
                    null);
        }
        Path store =
                dialect.file(url)
                        .orElseThrow(
                                () ->
                                        new StoreException(
                                                Problem.UNSUPPORTED,
                                                "this store is not a file here and cannot be brought back",
                                                null));
        try (Turn turn = Turn.of(store)) {
            replace(backup, store, overwrite);
        }
    }

    private static void replace(Path backup, Path store, boolean overwrite) {
        refuseUnless(overwrite, store);
        String name = store.getFileName().toString().replace(Store.EXTENSION, ".restoring");
        Path restoring = store.resolveSibling(name + Store.EXTENSION);
        try {
            new BackupFile(backup).unpack(restoring);
            openOnce(backup, store.resolveSibling(name), restoring);
            // Once more: an older version of this program begins without asking whose turn it is.
            refuseUnless(overwrite, store);
            Files.move(
                    restoring,
                    store,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreException(
                    Problem.BROKEN,
                    "the backup " + backup + " cannot be brought back: " + e.getMessage(),
                    e);
        } finally {
            discard(restoring);
        }
    }

    /** Whoever asks knows the backup, and nothing of the file that it is tried in. */
    private static void openOnce(Path backup, Path name, Path restoring) {
        String url = Dialect.H2.complete("jdbc:h2:file:" + name);
        try {
            Store.openFile(url, restoring, new Room(0), Optional.empty()).close();
        } catch (StoreException e) {
            if (e.problem() != Problem.NEWER) {
                throw e;
            }
            throw new StoreException(
                    Problem.NEWER,
                    "a newer version of this program wrote the backup "
                            + backup
                            + ": bring it back with that version, or choose an older backup",
                    e);
        }
    }

    private static void refuseUnless(boolean overwrite, Path store) {
        if (!Files.exists(store)) {
            return;
        }
        if (!overwrite) {
            throw new StoreException(
                    Problem.WOULD_OVERWRITE,
                    "the store " + store + " exists already; say that it may be overwritten",
                    null);
        }
        if (isInUse(store)) {
            throw new StoreException(
                    Problem.IN_USE,
                    "the store " + store + " is in use; stop the service first",
                    null);
        }
    }

    private static boolean isInUse(Path store) {
        // A process that closes a file it had opened once more gives all its locks of it back.
        if (SteadyFile.isLocked(store)) {
            return true;
        }
        try (FileChannel channel =
                        FileChannel.open(store, StandardOpenOption.READ, StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            throw new StoreException(
                    Problem.BROKEN, "the store " + store + " cannot be written", e);
        }
    }

    private static void discard(Path restoring) {
        try {
            Files.deleteIfExists(restoring);
        } catch (IOException e) {
            throw new StoreException(
                    Problem.BROKEN, restoring + " is left over and cannot be removed", e);
        }
    }
}
