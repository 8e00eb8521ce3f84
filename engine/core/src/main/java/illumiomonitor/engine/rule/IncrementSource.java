package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the increments of a pull are read from. */
interface IncrementSource {

    /** Takes one increment after the other; the object is used again. */
    @FunctionalInterface
    interface Taker {
        void take(IncrementRow row);
    }

    /**
     * Gives those of a committed pull that may lie in the stretch, in the order of their numbers.
     */
    void read(Connection connection, Pulls.Pull pull, Stretch stretch, Taker taker)
            throws SQLException, InterruptedException;

    /** One for so many windows of a tick, for one thread: what they share is read once. */
    IncrementSource forWindows(int windows);
}
