package illumiomonitor.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/** A disk for H2 that can be full. H2 finds it by the scheme of a store's path. */
public final class FullDisk extends FilePathWrapper {

    static final String SCHEME = "fulldisk";

    private static volatile boolean full;

    /** For H2, which makes one per path. */
    public FullDisk() {}

    static void register() {
        FilePath.register(new FullDisk());
    }

    static void fill(boolean now) {
        full = now;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Writing(getBase().open(mode));
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    private static final class Writing extends FileBaseDefault {

        private final FileChannel file;

        Writing(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            return file.write(from, position);
        }

        @Override
        public int read(ByteBuffer to, long position) throws IOException {
            return file.read(to, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implTruncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public @Nullable FileLock tryLock(long position, long size, boolean shared)
                throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
