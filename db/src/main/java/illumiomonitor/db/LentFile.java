package illumiomonitor.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.h2.store.fs.FakeFileChannel;
import org.h2.store.fs.FileBaseDefault;

/**
 * A file that is read piece by piece from where it really is. What is written stays in memory and
 * goes nowhere: H2 mends a file that it finds as its owner left it at some instant. Thread-safe.
 */
final class LentFile extends FileBaseDefault {

    /** Bytes of what is kept apart. */
    private static final int PAGE = 4096;

    /** Bytes that are asked for at once, since a question reads most of what lies beside. */
    private static final int AHEAD = 1 << 18;

    /** Pieces of that length. */
    private static final int KEPT = 64;

    private final LentFiles.Pieces pieces;
    private final Map<Long, byte[]> ahead =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
                    return size() > KEPT;
                }
            };

    private final Map<Long, byte[]> written = new HashMap<>();

    /** Bytes that are still as lent. */
    private long lent;

    private long size;

    LentFile(long size, LentFiles.Pieces pieces) {
        this.lent = size;
        this.size = size;
        this.pieces = pieces;
    }

    @Override
    public synchronized int read(ByteBuffer to, long position) throws IOException {
        int length = (int) Math.min(to.remaining(), size - position);
        if (length <= 0) {
            return to.hasRemaining() ? -1 : 0;
        }
        byte[] bytes = lent(position, length);
        for (long page = position / PAGE; page * PAGE < position + length; page++) {
            byte[] own = written.get(page);
            if (own != null) {
                int from = (int) Math.max(0, position - page * PAGE);
                int at = (int) (page * PAGE + from - position);
                System.arraycopy(own, from, bytes, at, Math.min(PAGE - from, length - at));
            }
        }
        to.put(bytes);
        return length;
    }

    private byte[] lent(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        int there = (int) Math.min(length, lent - position);
        if (there > 0 && !LentFiles.isSettled()) {
            System.arraycopy(pieces.read(position, there, there), 0, bytes, 0, there);
            return bytes;
        }
        for (int at = 0; at < there; ) {
            long piece = (position + at) / AHEAD;
            int from = (int) (position + at - piece * AHEAD);
            int part = Math.min(AHEAD - from, there - at);
            byte[] read = piece(piece, from + part);
            System.arraycopy(read, from, bytes, at, part);
            at += part;
        }
        return bytes;
    }

    /** A piece from its start on, so many bytes of it at least. */
    private byte[] piece(long piece, int length) throws IOException {
        byte[] known = ahead.get(piece);
        if (known == null || known.length < length) {
            known = pieces.read(piece * AHEAD, length, AHEAD);
            ahead.put(piece, known);
        }
        return known;
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
        int length = from.remaining();
        for (long at = position; from.hasRemaining(); ) {
            long page = at / PAGE;
            int offset = (int) (at % PAGE);
            int part = Math.min(PAGE - offset, from.remaining());
            from.get(page(page), offset, part);
            at += part;
        }
        size = Math.max(size, position + length);
        return length;
    }

    private byte[] page(long page) throws IOException {
        byte[] own = written.get(page);
        if (own == null) {
            own = lent(page * PAGE, PAGE);
            written.put(page, own);
        }
        return own;
    }

    @Override
    public synchronized long size() {
        return size;
    }

    @Override
    protected synchronized void implTruncate(long length) {
        lent = Math.min(lent, length);
        size = Math.min(size, length);
        written.keySet().removeIf(page -> page * PAGE >= length);
    }

    @Override
    public void force(boolean metaData) {}

    /** Nobody else opens it. */
    @Override
    public FileLock tryLock(long position, long length, boolean shared) {
        return new FileLock(FakeFileChannel.INSTANCE, position, length, shared) {
            @Override
            public boolean isValid() {
                return true;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    protected void implCloseChannel() {}
}
