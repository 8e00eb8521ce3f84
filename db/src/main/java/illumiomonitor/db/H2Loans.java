package illumiomonitor.db;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SingleFileStore;

/**
 * Lends the bytes of an H2 file to be read as of now, while it is written on. H2 writes what is new
 * beside what is old, and keeps what is old as long as somebody has use for its version; only
 * {@link #tidy} would move it. Thread-safe.
 */
final class H2Loans {

    private final Connection keeper;
    private int lent;

    /**
     * @param keeper a connection that stays open as long as the file
     */
    H2Loans(Connection keeper) {
        this.keeper = keeper;
    }

    /** What is committed is in it. */
    synchronized Loan lend() throws SQLException {
        Loan loan = new Loan(H2Space.store(keeper));
        lent++;
        return loan;
    }

    private synchronized void back() {
        lent--;
    }

    /** One step of {@link H2Space#tidy}; none while something is lent. */
    synchronized boolean tidy() {
        return lent == 0 && H2Space.of(keeper).tidy();
    }

    /** The file as of one instant, until it is closed. */
    final class Loan implements AutoCloseable {

        private final MVStore store;
        private final SingleFileStore file;
        private final MVStore.TxCounter version;

        private Loan(MVStore store) throws SQLException {
            if (!(store.getFileStore() instanceof SingleFileStore single)) {
                throw new SQLException("the store is not one file");
            }
            this.store = store;
            this.file = single;
            this.version = store.registerVersionUsage();
        }

        /** Bytes. */
        long size() {
            return file.size();
        }

        /**
         * As many bytes as asked for, and what follows as far as the file goes; fails beyond its
         * end.
         *
         * @param most bytes
         */
        byte[] read(long position, int length, int most) {
            long there = Math.min(most, file.size() - position);
            if (there > length) {
                try {
                    return read(position, (int) there);
                } catch (MVStoreException e) {
                    // The file became shorter meanwhile; what was asked for is still in it.
                    return read(position, length);
                }
            }
            return read(position, length);
        }

        private byte[] read(long position, int length) {
            ByteBuffer read = file.readFully(null, position, length);
            byte[] bytes = new byte[length];
            read.get(bytes);
            return bytes;
        }

        @Override
        public void close() {
            store.deregisterVersionUsage(version);
            back();
        }
    }
}
