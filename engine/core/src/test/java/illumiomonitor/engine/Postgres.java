package illumiomonitor.engine;

import illumiomonitor.db.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL that all tests of a JVM share. It ends with the JVM, and keeps a database whose
 * schema is the newest to make the others from.
 */
public final class Postgres {

    private static final String NEWEST = "newest";

    private static EmbeddedPostgres server;
    private static int databases;

    private Postgres() {}

    /** The address of a store that holds nothing. The one that was given out before is gone. */
    public static synchronized String empty() {
        try {
            if (server == null) {
                server = EmbeddedPostgres.start();
                execute("create database " + NEWEST);
                Store.open(server.getJdbcUrl("postgres", NEWEST)).close();
            }
            execute("drop database if exists monitor" + databases + " with (force)");
            databases++;
            execute("create database monitor" + databases + " template " + NEWEST);
            return server.getJdbcUrl("postgres", "monitor" + databases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String statement) throws SQLException {
        try (Connection admin = server.getPostgresDatabase().getConnection();
                Statement ask = admin.createStatement()) {
            ask.execute(statement);
        }
    }
}
