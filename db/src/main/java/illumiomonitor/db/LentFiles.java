package illumiomonitor.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The file system of a process that has no store of its own: one file, whose pieces another process
 * lends it. Other files it makes are in its memory.
 */
public final class LentFiles extends FilePathWrapper {

    /** Without the extension. */
    static final String STORE = "lent:memFS:/store";

    private static final String FILE = "memFS:/store" + Store.EXTENSION;

    private static volatile long lentSize;
    private static volatile Pieces lentPieces =
            (position, length, most) -> {
                throw new IOException("nothing is lent");
            };

    private static volatile boolean settled;

    /** For H2, which makes one per path. */
    public LentFiles() {}

    /** Where the bytes of the file come from. */
    interface Pieces {

        /**
         * As many bytes as asked for, or more.
         *
         * @param most of them
         */
        byte[] read(long position, int length, int most) throws IOException;
    }

    /**
     * Makes H2 know it.
     *
     * @param size bytes of the file
     */
    static void register(long size, Pieces pieces) {
        lentSize = size;
        lentPieces = pieces;
        FilePath.register(new LentFiles());
    }

    /**
     * H2 has opened the store: what it reads from now on was written before, and does not change
     * any more.
     */
    static void settled() {
        settled = true;
    }

    static boolean isSettled() {
        return settled;
    }

    private boolean isStore() {
        return getBase().toString().equals(FILE);
    }

    @Override
    public boolean exists() {
        return isStore() || super.exists();
    }

    @Override
    public boolean isRegularFile() {
        return isStore() || super.isRegularFile();
    }

    @Override
    public boolean canWrite() {
        return isStore() || super.canWrite();
    }

    @Override
    public long size() {
        return isStore() ? lentSize : super.size();
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return isStore() ? new LentFile(lentSize, lentPieces) : super.open(mode);
    }

    @Override
    public String getScheme() {
        return "lent";
    }
}
