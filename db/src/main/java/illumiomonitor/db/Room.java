package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What may be written to the disk of the store.
 *
 * @param spare bytes that stay free for what the store itself writes
 */
record Room(long spare) {

    private static final double MB = 1_000_000;

    /**
     * Refuses what does not fit.
     *
     * @param folder where it would be written
     * @param bytes at most
     * @param what begins the sentence, such as "the backup"
     * @throws StoreException if less than the spare would be left
     */
    void require(Path folder, long bytes, String what) {
        long free = free(folder);
        if (free - bytes < spare) {
            throw new StoreException(
                    Problem.FULL,
                    String.format(
                            Locale.ROOT,
                            "%s needs up to %,.0f MB%s, but only %,.0f MB are free under %s; make room there and try again",
                            what,
                            Math.ceil(bytes / MB),
                            besides(),
                            Math.floor(free / MB),
                            folder),
                    null);
        }
    }

    private String besides() {
        return spare == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " beside the %,.0f MB of pull.min-free-disk",
                        Math.ceil(spare / MB));
    }

    /** Whether two folders share a disk. */
    static boolean isShared(Path one, Path other) {
        try {
            return Files.getFileStore(one).equals(Files.getFileStore(other));
        } catch (IOException e) {
            throw unreadable(one, e);
        }
    }

    /** Bytes that are free under a folder. */
    static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static StoreException unreadable(Path folder, IOException e) {
        return new StoreException(
                Problem.BROKEN, "the free space of " + folder + " cannot be read", e);
    }
}
