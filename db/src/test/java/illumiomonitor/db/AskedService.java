package illumiomonitor.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A process that holds a store and answers each line it reads with one line. */
final class AskedService {

    private final SqlConsole console;

    private AskedService(SqlConsole console) {
        this.console = console;
    }

    /**
     * Until its input ends.
     *
     * @param args the store's address, and the memory of who answers
     */
    public static void main(String[] args) throws IOException, SQLException {
        try (Store store = Store.open(args[0]);
                Connection keeper = DriverManager.getConnection(Dialect.H2.complete(args[0]));
                SqlConsole console =
                        new SqlConsole(
                                Reader.of(Dialect.H2, Dialect.H2.complete(args[0]), store.jdbi()),
                                Optional.of(new H2Loans(keeper)),
                                store.totals(),
                                SqlConsole::daemon,
                                new SqlProcesses(args[1]));
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            AskedService service = new AskedService(console);
            System.out.println("READY");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(service.answer(line));
            }
        }
    }

    private String answer(String sql) {
        try {
            SqlResult result = console.query(sql, Duration.ofMinutes(3), 10);
            return result.note().startsWith("stopped")
                    ? "CUT " + result.note()
                    : "ROWS " + result.rows().size() + " " + shortened(result.rows().toString());
        } catch (SqlRefused e) {
            return "REFUSED " + e.getMessage();
        } catch (InterruptedException | RuntimeException e) {
            return "FAILED " + e;
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 200)).replace('\n', ' ');
    }
}
