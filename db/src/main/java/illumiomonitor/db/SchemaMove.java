package illumiomonitor.db;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * Brings the schema of a store's file up to date in a copy that then takes its place. H2 commits
 * every change of a schema by itself: a process that is killed amid them would leave a store that
 * is neither the old one nor the new one.
 */
final class SchemaMove {

    private static final String EXTENSION = ".mv.db";

    private final Path store;
    private final Path moving;
    private final Path lock;

    /**
     * A move of a store that nobody has open.
     *
     * @param store its file
     */
    SchemaMove(Path store) {
        this.store = store;
        String name = store.getFileName().toString().replace(EXTENSION, ".migrating");
        this.moving = store.resolveSibling(name + EXTENSION);
        this.lock = store.resolveSibling(name + ".lock");
    }

    /**
     * Makes the move; the store stays as it is when that fails.
     *
     * @param url of the store
     * @param change changes the store at the URL that it is given, and closes it
     * @throws StoreException if another process makes it, or it fails
     */
    void make(String url, Consumer<String> change) {
        try (FileChannel turn = FileChannel.open(lock, CREATE, WRITE)) {
            if (!isOurs(turn)) {
                throw new StoreException(
                        Problem.IN_USE,
                        "the store " + store + " is being brought up to date by another process",
                        null);
            }
            try {
                moveOn(url, change);
            } finally {
                discard(moving);
                discard(lock);
            }
        } catch (IOException e) {
            throw new StoreException(
                    Problem.BROKEN,
                    "the store " + store + " cannot be brought up to date: " + e.getMessage(),
                    e);
        }
    }

    /** Two processes that are started at once would move each other's copy. */
    private boolean isOurs(FileChannel turn) throws IOException {
        try {
            // Whoever had it before takes the file away when it is done.
            return turn.tryLock() != null && Files.exists(lock);
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void moveOn(String url, Consumer<String> change) throws IOException {
        Files.copy(store, moving, StandardCopyOption.REPLACE_EXISTING);
        Backup.ownerOnly(moving);
        change.accept(url.replace(bare(store), bare(moving)));
        try (FileChannel channel = FileChannel.open(moving, WRITE)) {
            channel.force(true);
        }
        Files.move(
                moving, store, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String bare(Path file) {
        String text = file.toString();
        return text.substring(0, text.length() - EXTENSION.length());
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException(
                    Problem.BROKEN, file + " is left over and cannot be removed", e);
        }
    }
}
