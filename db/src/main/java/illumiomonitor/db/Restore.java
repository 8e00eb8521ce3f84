package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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
            unzip(backup, restoring);
            String url = Dialect.H2.complete("jdbc:h2:file:" + store.resolveSibling(name));
            Store.openFile(url, restoring, new Room(0), Optional.empty()).close();
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

    private static void unzip(Path backup, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            ZipEntry entry =
                    zip.stream()
                            .filter(candidate -> candidate.getName().endsWith(Store.EXTENSION))
                            .findFirst()
                            .orElseThrow(() -> new IOException("there is no store in it"));
            Path folder = target.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            }
            Backup.ownerOnly(target);
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
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
