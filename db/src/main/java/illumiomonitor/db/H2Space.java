package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/**
 * The space in an H2 file. H2 tidies it in a thread of its own, but has none when every commit is
 * written at once; its way of doing it at close takes seconds at a time.
 */
final class H2Space {

    /** Percent. Parts of the file with less in use are written anew, which leaves them free. */
    private static final int LIVELY = 70;

    /** Percent. A file with less in use is closed up, which makes it shorter. */
    private static final int FULL = 75;

    /** Bytes written in a step. */
    private static final int STEP = 1 << 19;

    private final MVStore store;

    private H2Space(MVStore store) {
        this.store = store;
    }

    static H2Space of(Connection connection) {
        try {
            return new H2Space(store(connection));
        } catch (SQLException e) {
            throw new StoreException(Problem.BROKEN, "the store is closed", e);
        }
    }

    static MVStore store(Connection connection) throws SQLException {
        return session(connection).getDatabase().getStore().getMvStore();
    }

    static SessionLocal session(Connection connection) throws SQLException {
        return (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    }

    /** Whether the file behind an open connection is closed, as H2 does when it cannot write. */
    static boolean isClosedUnder(Connection connection) {
        try {
            return session(connection).isClosed() || of(connection).store.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /**
     * Does one step. False when nothing is worth doing. A file that is not full may need more steps
     * though one did nothing: what was left free is known as free only after the next commit.
     */
    boolean tidy() {
        if (!(store.getFileStore() instanceof RandomAccessStore file)) {
            return false;
        }
        long size = file.size();
        boolean rewritten = store.compact(LIVELY, STEP);
        file.compactMoveChunks(FULL, STEP, store);
        return rewritten || file.size() < size || file.getFillRate() < FULL;
    }
}
