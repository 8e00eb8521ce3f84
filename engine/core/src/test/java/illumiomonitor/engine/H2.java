package illumiomonitor.engine;

import illumiomonitor.db.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Stores of H2 that hold nothing, made from one whose schema is the newest: to bring each up to
 * date would take longer than most tests.
 */
public final class H2 {

    private static final String MEMORY = "jdbc:h2:mem:";
    private static final String FILE = "jdbc:h2:file:";

    private static final String VIEW = "CREATE FORCE VIEW";

    private static List<String> script;
    private static byte[] newest;

    private H2() {}

    /** The address of a store in memory. Whoever does not open it at once finds no schema there. */
    public static synchronized String memory() {
        if (script == null) {
            try (Store store = Store.open(MEMORY + UUID.randomUUID())) {
                script = new ArrayList<>(script(store));
                // A view that comes before what it shows would stay without it.
                script.sort(Comparator.comparing(line -> line.startsWith(VIEW)));
                script.replaceAll(line -> line.replace(VIEW, "CREATE VIEW"));
            }
        }
        String url = MEMORY + UUID.randomUUID();
        try (Connection connection = DriverManager.getConnection(url + ";NON_KEYWORDS=VALUE");
                Statement statement = connection.createStatement()) {
            for (String line : script) {
                statement.execute(line);
            }
            // In seconds: until it is opened nobody holds it.
            statement.execute("set db_close_delay 5");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url;
    }

    /** What makes a store as this one is. */
    static List<String> script(Store store) {
        // A view keeps the semicolon that ended it.
        return store
                .jdbi()
                .withHandle(handle -> handle.createQuery("script").mapTo(String.class).list())
                .stream()
                .map(line -> line.replaceFirst(";$", ""))
                .toList();
    }

    /**
     * The address of a store in a file.
     *
     * @param store the file without its extension; it is made when there is none
     */
    public static synchronized String file(Path store) {
        Path file = store.resolveSibling(store.getFileName() + ".mv.db");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.write(file, newest());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FILE + store;
    }

    private static byte[] newest() throws IOException {
        if (newest == null) {
            Path folder = Files.createTempDirectory("newest");
            Store.open(FILE + folder.resolve("store")).close();
            newest = Files.readAllBytes(folder.resolve("store.mv.db"));
            try (var files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(folder);
        }
        return newest;
    }
}
