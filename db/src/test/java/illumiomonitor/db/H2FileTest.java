package illumiomonitor.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in a file of a test's folder. */
abstract class H2FileTest {

    private static byte[] newest;

    @TempDir Path folder;

    Store store;
    Sample sample;

    /** One that holds nothing, from one whose schema is the newest: that takes less time. */
    static synchronized Store empty(Path folder) {
        Path file = folder.resolve("monitor.mv.db");
        String url = "jdbc:h2:file:" + folder.resolve("monitor");
        try {
            if (newest == null) {
                Store.open(url).close();
                newest = Files.readAllBytes(file);
            }
            Files.write(file, newest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Store.open(url);
    }

    @BeforeEach
    void open() {
        store = empty(folder);
        sample = new Sample(store).estate();
    }

    @AfterEach
    void close() {
        store.close();
    }

    String url() {
        return url("monitor");
    }

    String url(String name) {
        return "jdbc:h2:file:" + folder.resolve(name);
    }

    Store openAgain() {
        return Store.open(url());
    }

    SqlResult ask(String sql) throws InterruptedException {
        return store.console().query(sql, Duration.ofSeconds(20), SqlConsole.LIMIT);
    }

    long number(String sql) {
        return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
    }
}
