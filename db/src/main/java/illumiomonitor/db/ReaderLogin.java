package illumiomonitor.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the reader connects with.
 *
 * @param limits what the driver is told beside the URL
 * @param settings statements that begin each connection
 */
record ReaderLogin(
        String url,
        String user,
        String password,
        Map<String, String> limits,
        List<String> settings) {

    /** Lazy: rows come as they are found, instead of all of them being collected first. */
    static final List<String> H2_SETTINGS =
            List.of("set schema history", "set lazy_query_execution 1", "set time zone 'UTC'");

    Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        limits.forEach(login::setProperty);
        Connection connection = DriverManager.getConnection(url, login);
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
