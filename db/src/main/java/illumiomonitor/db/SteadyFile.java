package illumiomonitor.db;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/**
 * A file whose reads and writes go on when their thread is interrupted, where a plain file channel
 * would close under everybody. The thread stays interrupted. Thread-safe: one reads or writes at a
 * time.
 */
final class SteadyFile extends FileBaseDefault {

    private static final Map<Path, FileLock> LOCKS = new ConcurrentHashMap<>();

    private final Path path;
    private final RandomAccessFile file;
    private final NewestChunk newest = new NewestChunk();

    /**
     * @param mode as {@link RandomAccessFile} takes it
     */
    SteadyFile(String path, String mode) throws IOException {
        this.file = new RandomAccessFile(path, mode);
        this.path = real(Path.of(path));
    }

    /** Whether this process holds a lock of a file, which is found out without opening the file. */
    static boolean isLocked(Path file) {
        FileLock lock = LOCKS.get(real(file));
        return lock != null && lock.isValid();
    }

    /** The one name of a file that has several. */
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    @Override
    public synchronized int read(ByteBuffer to, long position) throws IOException {
        file.seek(position);
        if (to.hasArray()) {
            int read = file.read(to.array(), to.arrayOffset() + to.position(), to.remaining());
            to.position(to.position() + Math.max(0, read));
            return read;
        }
        byte[] bytes = new byte[to.remaining()];
        int read = file.read(bytes);
        to.put(bytes, 0, Math.max(0, read));
        return read;
    }

    @Override
    public synchronized int write(ByteBuffer given, long position) throws IOException {
        int length = given.remaining();
        ByteBuffer from = newest.seen(given, position);
        file.seek(position);
        if (from.hasArray()) {
            file.write(from.array(), from.arrayOffset() + from.position(), length);
            from.position(from.limit());
        } else {
            byte[] bytes = new byte[length];
            from.get(bytes);
            file.write(bytes);
        }
        return length;
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    protected synchronized void implTruncate(long length) throws IOException {
        file.setLength(length);
    }

    /** The descriptor is asked: the file's channel would close for an interrupted thread. */
    @Override
    public void force(boolean metaData) throws IOException {
        file.getFD().sync();
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        FileLock lock = file.getChannel().tryLock(position, size, shared);
        if (lock != null) {
            LOCKS.put(path, lock);
        }
        return lock;
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
        LOCKS.computeIfPresent(path, (locked, lock) -> lock.isValid() ? lock : null);
    }
}
