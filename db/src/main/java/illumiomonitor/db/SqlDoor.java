package illumiomonitor.db;

import java.sql.Connection;
import java.sql.SQLException;

/** The way of a question to the database. */
interface SqlDoor {

    /** A connection that can do nothing but read. */
    Connection connect() throws SQLException;

    /**
     * Closes a connection under a statement that goes on. It need not have worked: what is not
     * severed ends with the program.
     */
    void sever(Connection connection);
}
