package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    /**
     * A move of a store that nobody has open.
     *
     * @param store its file
     */
    SchemaMove(Path store) {
        this.store = store;
        this.moving =
                store.resolveSibling(
                        store.getFileName().toString().replace(EXTENSION, ".migrating")
                                + EXTENSION);
    }

    /**
     * Makes the move; the store stays as it is when that fails.
     *
     * @param url of the store
     * @param change changes the store at the URL that it is given, and closes it
     */
    void make(String url, Consumer<String> change) {
        try {
            Files.copy(store, moving, StandardCopyOption.REPLACE_EXISTING);
            Backup.ownerOnly(moving);
            change.accept(url.replace(bare(store), bare(moving)));
            try (FileChannel channel = FileChannel.open(moving, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    moving,
                    store,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreException(
                    Problem.BROKEN,
                    "the store " + store + " cannot be brought up to date: " + e.getMessage(),
                    e);
        } finally {
            discard();
        }
    }

    private static String bare(Path file) {
        String text = file.toString();
        return text.substring(0, text.length() - EXTENSION.length());
    }

    private void discard() {
        try {
            Files.deleteIfExists(moving);
        } catch (IOException e) {
            throw new StoreException(
                    Problem.BROKEN, moving + " is left over and cannot be removed", e);
        }
    }
}
