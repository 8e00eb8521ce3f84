package illumiomonitor.db;

import static java.nio.file.StandardOpenOption.WRITE;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
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

    private final Path store;
    private final Path moving;

    /**
     * A move of a store that nobody has open, and that is ours to open.
     *
     * @param store its file
     */
    SchemaMove(Path store) {
        this.store = store;
        String name = store.getFileName().toString().replace(Store.EXTENSION, ".migrating");
        this.moving = store.resolveSibling(name + Store.EXTENSION);
    }

    /**
     * Makes the move; the store stays as it is when that fails.
     *
     * @param url of the store
     * @param change changes the store at the URL that it is given, and closes it
     * @throws StoreException if it fails
     */
    void make(String url, Consumer<String> change) {
        try {
            moveOn(url, change);
        } catch (IOException e) {
            throw new StoreException(
                    Problem.BROKEN,
                    "the store " + store + " cannot be brought up to date: " + e.getMessage(),
                    e);
        } finally {
            discard(moving);
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
        return text.substring(0, text.length() - Store.EXTENSION.length());
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
