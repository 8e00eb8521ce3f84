package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where increments are read from. */
interface IncrementSource {

    /** Takes one after the other; the objects are used again. */
    interface Taker {

        /** One increment. */
        void take(IncrementRow row);

        /** What a flow grew by in a part of the stretch. */
        void take(Grown part);
    }

    /**
     * Gives what the increments of committed pulls that may lie in the stretch say: one by one in
     * the order of their numbers, or summed up.
     *
     * @param pulls of one PCE, all that touch the stretch or those of interest
     */
    void read(Connection connection, List<Pulls.Pull> pulls, Stretch stretch, Taker taker)
            throws SQLException, InterruptedException;

    /** One for so many windows of a tick, for one thread: what they share is read once. */
    IncrementSource forWindows(int windows);
}
