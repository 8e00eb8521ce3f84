package illumiomonitor.web;

import illumiomonitor.db.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A store that holds nothing, from one whose schema is the newest: to bring each up to date would
 * take longer than many a test.
 */
public final class EmptyStore {

    private static byte[] newest;

    private EmptyStore() {}

    /** Puts one where a service in a folder has its own, unless it is told otherwise. */
    public static synchronized void in(Path folder) throws IOException {
        Path file = folder.resolve("data/monitor.mv.db");
        Files.createDirectories(file.getParent());
        if (newest == null) {
            Store.open("jdbc:h2:file:" + folder.resolve("data/monitor")).close();
            newest = Files.readAllBytes(file);
        }
        Files.write(file, newest);
    }
}
